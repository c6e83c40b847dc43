import type { TaskApi } from '@vigie/proxmox/own-task';
import type { Simulator } from '../../proxmox-sim/src/simulator.ts';
import type { Guest, World } from '../../proxmox-sim/src/state/world.ts';
import type { MutatingCall } from './mutating-calls.ts';

const node = 'pve1';
const stopped = { node, vmid: 20_000 };
const running = { node, vmid: 20_001 };
const base = '/nodes/{node}/qemu/{vmid}';
const snapname = 'before';

const guestOf = ({ guests }: World, { vmid }: { vmid: number }): Guest => guests[vmid]!;
const pidBefore = 1;
/** Begun anew: its process is another one. */
const begunAnew = (world: World) => Number(guestOf(world, running).running?.pid !== pidBefore);
const rememberPid = ({ world }: Simulator) => void (guestOf(world, running).running!.pid = pidBefore);
/** Nothing in the machine tells that it was begun anew or put back: the task list is all there is. */
const nothingShows = () => Promise.resolve(false);
const hasSnapshot = async (api: TaskApi) =>
  (await api.call<{ name: string }[]>('GET', `${base}/snapshot`, stopped)).some(({ name }) => name === snapname);

function plantSnapshot({ world }: Simulator): void {
  const guest = guestOf(world, stopped);
  const { config, contents } = structuredClone(guest);
  guest.snapshots = { [snapname]: { snaptime: 1, description: '', parent: null, config: { ...config, name: 'as-it-was' }, contents } };
}

/** What is done with machines after their delivery. */
export const machineCalls: readonly MutatingCall[] = [
  {
    name: 'a shutdown', method: 'POST', template: `${base}/status/shutdown`, path: running, params: { timeout: 5 },
    count: (world) => Number(guestOf(world, running).running === null),
    reconcile: {
      by: 'task', look: { node, type: 'qmshutdown', vmid: 20_001 },
      isDone: async (api) => (await api.call<{ status: string }>('GET', `${base}/status/current`, running)).status !== 'running',
    },
  },
  {
    name: 'a reboot', method: 'POST', template: `${base}/status/reboot`, path: running, params: { timeout: 5 },
    arrange: rememberPid, count: begunAnew,
    reconcile: { by: 'task', look: { node, type: 'qmreboot', vmid: 20_001 }, isDone: nothingShows },
  },
  {
    name: 'a reset', method: 'POST', template: `${base}/status/reset`, path: running,
    arrange: rememberPid, count: begunAnew,
    reconcile: { by: 'task', look: { node, type: 'qmreset', vmid: 20_001 }, isDone: nothingShows },
  },
  {
    name: 'a snapshot', method: 'POST', template: `${base}/snapshot`, path: stopped, params: { snapname, vmstate: 0 },
    count: (world) => Number(guestOf(world, stopped).snapshots?.[snapname] !== undefined),
    reconcile: { by: 'task', look: { node, type: 'qmsnapshot', vmid: 20_000 }, isDone: hasSnapshot },
  },
  {
    name: 'taking a snapshot away', method: 'DELETE', template: `${base}/snapshot/{snapname}`, path: { ...stopped, snapname },
    arrange: plantSnapshot, count: (world) => Number(guestOf(world, stopped).snapshots?.[snapname] === undefined),
    reconcile: { by: 'task', look: { node, type: 'qmdelsnapshot', vmid: 20_000 }, isDone: async (api) => !(await hasSnapshot(api)) },
  },
  {
    name: 'a rollback', method: 'POST', template: `${base}/snapshot/{snapname}/rollback`, path: { ...stopped, snapname },
    arrange: plantSnapshot, count: (world) => Number(guestOf(world, stopped).config['name'] === 'as-it-was'),
    reconcile: { by: 'task', look: { node, type: 'qmrollback', vmid: 20_000 }, isDone: nothingShows },
  },
];
