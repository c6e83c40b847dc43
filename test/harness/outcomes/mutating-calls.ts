import type { HttpMethod } from '@vigie/proxmox/client';
import type { TaskApi, TaskLook } from '@vigie/proxmox/own-task';
import { plantBackup } from '../../proxmox-sim/src/control/plant-backup.ts';
import type { Simulator } from '../../proxmox-sim/src/simulator.ts';
import type { World } from '../../proxmox-sim/src/state/world.ts';
import { firewallCalls } from './firewall-calls.ts';
import { machineCalls } from './machine-calls.ts';

/** A call by which the product changes a cluster, and how it finds out what became of one. */
export interface MutatingCall {
  /** What it is for. */
  name: string;
  method: HttpMethod;
  template: string;
  path: Record<string, string | number>;
  params?: Record<string, unknown>;
  /** What must be there that no other call needs. Its answer replaces path values. */
  arrange?(sim: Simulator): Record<string, string> | void;
  /** What the product does before it sends again after a task that failed. */
  tidy?(api: TaskApi, sim: Simulator): Promise<void>;
  /** Resolves when what was accepted has come to its end, for what is no task of its own. */
  ended?(sim: Simulator): Promise<void>;
  changesNothing?: true;
  /** How often the simulator holds what the call is for: 0 before, 1 after; always 1 when the call changes nothing. */
  count(world: World): number;
  reconcile: Reconciling;
}

/**
 * - task: the task list, then the object, then it is sent again
 * - change: the object, then it is sent again
 * - repeatable: sent again; why that does no harm
 */
type Reconciling =
  | { by: 'task'; look: TaskLook; isDone(api: TaskApi): Promise<boolean> }
  | { by: 'change'; isDone(api: TaskApi): Promise<boolean> }
  | { by: 'repetition'; because: string };

type Row = Record<string, unknown>;

const node = 'pve1';
const stopped = { node, vmid: 20_000 };
const running = { node, vmid: 20_001 };
const vmPath = '/nodes/{node}/qemu/{vmid}';
const mac = 'BC:24:11:00:00:01';
const ip = '10.10.0.77';

const one = (yes: boolean) => Number(yes);
const rows = (api: TaskApi, template: string, path: Record<string, string> = {}, params: Record<string, unknown> = {}) => api.call<Row[]>('GET', template, path, params);
const lists = async (api: TaskApi, template: string, wanted: Row, path?: Record<string, string>) =>
  (await rows(api, template, path)).some((row) => Object.entries(wanted).every(([key, value]) => row[key] === value));
const config = (api: TaskApi, at: { node: string; vmid: number }) => api.call<Row>('GET', `${vmPath}/config`, at).catch(() => null);
const isRunning = async (api: TaskApi, at: { node: string; vmid: number }) =>
  (await api.call<Row>('GET', `${vmPath}/status/current`, at)).status === 'running';
const backups = (api: TaskApi) => rows(api, '/nodes/{node}/storage/{storage}/content', { node, storage: 'pbs' }, { content: 'backup', vmid: 20_000 });
const ipamHas = async (api: TaskApi, wanted: Row) => lists(api, '/cluster/sdn/ipams/{ipam}/status', wanted, { ipam: 'pve' });
const task = (type: string, vmid: number, isDone: (api: TaskApi) => Promise<boolean>): Reconciling => ({ by: 'task', look: { node, type, vmid }, isDone });
const change = (isDone: (api: TaskApi) => Promise<boolean>): Reconciling => ({ by: 'change', isDone });

const sdnToken = '01a1fb94-0000-7000-8000-000000000000';
/** Giving back what one does not hold is refused, and changes nothing where nobody does. */
const isSdnLocked = (api: TaskApi) => api.call('DELETE', '/cluster/sdn/lock', {}).then(() => false, () => true);

/** Every change that the product asks of a cluster; `product-calls.ts` finds those that are missing. */
export const mutatingCalls: readonly MutatingCall[] = [
  ...firewallCalls,
  ...machineCalls,
  {
    name: 'a pool', method: 'POST', template: '/pools', path: {}, params: { poolid: 'globex', comment: 'vigie tenant globex' },
    count: (world) => one(world.pools.globex !== undefined),
    reconcile: change((api) => lists(api, '/pools', { poolid: 'globex' })),
  },
  {
    name: 'a group', method: 'POST', template: '/access/groups', path: {}, params: { groupid: 'vigie-globex', comment: 'x' },
    count: (world) => one(world.groups['vigie-globex'] !== undefined),
    reconcile: change((api) => lists(api, '/access/groups', { groupid: 'vigie-globex' })),
  },
  {
    name: 'an account', method: 'POST', template: '/access/users', path: {},
    params: { userid: 'acme@pve', password: 'Tr0ub4dor&3', groups: 'vigie-acme', comment: 'vigie tenant acme', enable: 1 },
    count: (world) => one(world.users['acme@pve'] !== undefined),
    reconcile: change((api) => lists(api, '/access/users', { userid: 'acme@pve' })),
  },
  {
    name: 'a role', method: 'POST', template: '/access/roles', path: {}, params: { roleid: 'VigieOther', privs: 'VM.Audit,VM.Console' },
    count: (world) => one(world.roles.VigieOther?.length === 2),
    reconcile: change((api) => lists(api, '/access/roles', { roleid: 'VigieOther' })),
  },
  {
    name: "a role's privileges", method: 'PUT', template: '/access/roles/{roleid}', path: { roleid: 'VigieTenant' }, params: { privs: 'VM.Audit,VM.Console' },
    count: (world) => one(world.roles.VigieTenant?.includes('VM.Console') ?? false),
    reconcile: change(async (api) => Boolean((await api.call<Row>('GET', '/access/roles/{roleid}', { roleid: 'VigieTenant' }))['VM.Console'])),
  },
  {
    name: 'a right', method: 'PUT', template: '/access/acl', path: {}, params: { path: '/pool/acme', groups: 'vigie-acme', roles: 'VigieTenant', propagate: 1 },
    count: (world) => world.acl.filter(({ path, ugid }) => path === '/pool/acme' && ugid === 'vigie-acme').length,
    reconcile: change((api) => lists(api, '/access/acl', { path: '/pool/acme', ugid: 'vigie-acme' })),
  },
  {
    name: 'a zone', method: 'POST', template: '/cluster/sdn/zones', path: {}, params: { zone: 'viglab', type: 'simple', ipam: 'pve' },
    count: (world) => one(world.sdn.config.zones.viglab !== undefined),
    reconcile: change((api) => lists(api, '/cluster/sdn/zones', { zone: 'viglab' })),
  },
  {
    name: 'a VNet', method: 'POST', template: '/cluster/sdn/vnets', path: {}, params: { vnet: 't2', zone: 'vigie', alias: 'vigie globex net_2' },
    count: (world) => one(world.sdn.config.vnets.t2 !== undefined),
    reconcile: change((api) => lists(api, '/cluster/sdn/vnets', { vnet: 't2' })),
  },
  {
    name: 'a subnet', method: 'POST', template: '/cluster/sdn/vnets/{vnet}/subnets', path: { vnet: 't1' },
    params: { subnet: '10.10.9.0/24', type: 'subnet', gateway: '10.10.9.1' },
    count: (world) => Object.keys(world.sdn.config.subnets).filter((id) => id.includes('10.10.9.0')).length,
    reconcile: change((api) => lists(api, '/cluster/sdn/vnets/{vnet}/subnets', { subnet: 'vigie-10.10.9.0-24' }, { vnet: 't1' })),
  },
  {
    name: 'taking a subnet away', method: 'DELETE', template: '/cluster/sdn/vnets/{vnet}/subnets/{subnet}', path: { vnet: 't1', subnet: 'vigie-10.10.8.0-24' },
    arrange: ({ world }) => void (world.sdn.config.subnets['vigie-10.10.8.0-24'] = { ...world.sdn.config.subnets['vigie-10.10.0.0-24']! }),
    count: (world) => one(world.sdn.config.subnets['vigie-10.10.8.0-24'] === undefined),
    reconcile: change(async (api) => !(await lists(api, '/cluster/sdn/vnets/{vnet}/subnets', { subnet: 'vigie-10.10.8.0-24' }, { vnet: 't1' }))),
  },
  {
    name: 'taking a VNet away', method: 'DELETE', template: '/cluster/sdn/vnets/{vnet}', path: { vnet: 't4' },
    arrange: ({ world }) => void (world.sdn.config.vnets.t4 = { ...world.sdn.config.vnets.t1! }),
    count: (world) => one(world.sdn.config.vnets.t4 === undefined),
    reconcile: change(async (api) => !(await lists(api, '/cluster/sdn/vnets', { vnet: 't4' }))),
  },
  {
    name: 'applying the SDN', method: 'PUT', template: '/cluster/sdn', path: {},
    arrange: ({ world }) => void (world.sdn.config.vnets.t3 = { ...world.sdn.config.vnets.t1! }),
    count: ({ sdn }) => one(sdn.running.vnets.t3 !== undefined),
    reconcile: {
      by: 'task', look: { node, type: 'reloadnetworkall' },
      isDone: async (api) => (await rows(api, '/cluster/sdn/vnets', {}, { pending: 1 })).every(({ state }) => state === undefined),
    },
  },
  {
    name: "the SDN's lock", method: 'POST', template: '/cluster/sdn/lock', path: {}, params: { 'allow-pending': 0 },
    count: ({ sdn }) => one(sdn.lock !== null),
    reconcile: change(isSdnLocked),
  },
  {
    name: 'giving the lock back', method: 'DELETE', template: '/cluster/sdn/lock', path: {}, params: { 'lock-token': sdnToken },
    arrange: ({ world: { sdn } }) => void (sdn.lock = sdnToken),
    count: ({ sdn }) => one(sdn.lock === null),
    reconcile: { by: 'repetition', because: 'a lock that is free is free' },
  },
  {
    name: 'an address', method: 'POST', template: '/cluster/sdn/vnets/{vnet}/ips', path: { vnet: 't1' }, params: { zone: 'vigie', ip, mac },
    count: ({ sdn }) => sdn.ipam.filter((entry) => entry.ip === ip).length,
    reconcile: change((api) => ipamHas(api, { ip })),
  },
  {
    name: 'whose address it is', method: 'PUT', template: '/cluster/sdn/vnets/{vnet}/ips', path: { vnet: 't1' },
    params: { zone: 'vigie', ip, mac, vmid: 20_000 },
    arrange: ({ world }) => void world.sdn.ipam.push({ ...(world.sdn.ipam[0] as World['sdn']['ipam'][number]), ip, mac }),
    count: ({ sdn }) => sdn.ipam.filter((entry) => entry.ip === ip && Number(entry.vmid) === 20_000).length,
    reconcile: change(async (api) =>
      (await rows(api, '/cluster/sdn/ipams/{ipam}/status', { ipam: 'pve' })).some((row) => row.ip === ip && Number(row.vmid) === 20_000)),
  },
  {
    name: 'giving an address back', method: 'DELETE', template: '/cluster/sdn/vnets/{vnet}/ips', path: { vnet: 't1' }, params: { zone: 'vigie', ip, mac },
    arrange: ({ world }) => void world.sdn.ipam.push({ ...(world.sdn.ipam[0] as World['sdn']['ipam'][number]), ip, mac }),
    count: ({ sdn }) => one(!sdn.ipam.some((entry) => entry.ip === ip)),
    reconcile: change(async (api) => !(await ipamHas(api, { ip }))),
  },
  {
    name: 'a clone', method: 'POST', template: `${vmPath}/clone`, path: { node, vmid: 9000 },
    params: { newid: 20_100, name: 'web-01', description: 'vigie:ord_1', pool: 'acme', full: 1, storage: 'ceph-vm', target: 'pve2' },
    count: ({ guests, volumes }) => one(guests[20_100]?.node === 'pve2' && Object.values(volumes).filter(({ vmid, size }) => vmid === 20_100 && size > 2 ** 30).length === 1),
    reconcile: {
      by: 'task',
      // A clone's task carries the template's id; which VM it makes is only in its log.
      look: { node, type: 'qmclone', vmid: 9000 },
      isDone: async (api) => (await config(api, { node: 'pve2', vmid: 20_100 })) !== null,
    },
  },
  {
    name: 'an empty machine', method: 'POST', template: '/nodes/{node}/qemu', path: { node },
    params: {
      vmid: 20_300, name: 'iso-01', description: 'vigie:ord_1', pool: 'acme', scsi0: 'ceph-vm:20,discard=on',
      ide2: 'local:iso/debian-13-netinst.iso,media=cdrom', boot: 'order=scsi0;ide2',
    },
    count: ({ guests, volumes }) => one(guests[20_300]?.config.lock === undefined && Object.values(volumes).filter(({ vmid }) => vmid === 20_300).length === 1),
    reconcile: task('qmcreate', 20_300, async (api) => (await config(api, { node, vmid: 20_300 }))?.scsi0 !== undefined),
  },
  {
    name: 'a restore', method: 'POST', template: '/nodes/{node}/qemu', path: { node }, params: { vmid: 20_200, storage: 'ceph-vm', pool: 'acme' },
    arrange: (sim) => ({ archive: (plantBackup(sim, { vmid: 20_000, ageSeconds: 60 }) as { volid: string }).volid }),
    count: ({ guests, volumes }) => one(guests[20_200]?.config.lock === undefined && Object.values(volumes).filter(({ vmid, size }) => vmid === 20_200 && size > 2 ** 30).length === 1),
    // A restore that failed leaves a machine without disks behind, unlocked.
    async tidy(api, sim) {
      delete sim.world.guests[20_200]?.config.lock;
      await sim.tasks.ended(await api.call<string>('DELETE', vmPath, { node, vmid: 20_200 }));
    },
    reconcile: task('qmrestore', 20_200, async (api) => (await config(api, { node, vmid: 20_200 }))?.scsi0 !== undefined),
  },
  {
    name: 'settings', method: 'PUT', template: `${vmPath}/config`, path: stopped,
    params: { cores: 3, memory: 2048, ciuser: 'ops', cipassword: '$6$abc$def', tags: 'monitored;vigie' },
    count: ({ guests }) => one(guests[20_000]?.config.cores === 3 && guests[20_000].config.tags === 'monitored;vigie'),
    reconcile: change(async (api) => Number((await config(api, stopped))?.cores) === 3),
  },
  {
    name: 'taking settings away', method: 'PUT', template: `${vmPath}/config`, path: stopped, params: { delete: 'serial0,tags' },
    count: ({ guests }) => one(guests[20_000]?.config.serial0 === undefined),
    reconcile: change(async (api) => (await config(api, stopped))?.serial0 === undefined),
  },
  {
    name: 'a larger disk', method: 'PUT', template: `${vmPath}/resize`, path: stopped, params: { disk: 'scsi0', size: '20G' },
    count: ({ guests }) => one(String(guests[20_000]?.config.scsi0).includes('size=20G')),
    reconcile: task('resize', 20_000, async (api) => String((await config(api, stopped))?.scsi0).includes('size=20G')),
  },
  {
    name: 'a start', method: 'POST', template: `${vmPath}/status/start`, path: stopped,
    count: ({ guests }) => one(guests[20_000]?.running !== null),
    reconcile: task('qmstart', 20_000, (api) => isRunning(api, stopped)),
  },
  {
    name: 'a stop', method: 'POST', template: `${vmPath}/status/stop`, path: running,
    count: ({ guests }) => one(guests[20_001]?.running === null),
    reconcile: task('qmstop', 20_001, async (api) => !(await isRunning(api, running))),
  },
  {
    name: 'a destruction', method: 'DELETE', template: vmPath, path: stopped, params: { purge: 1 },
    count: ({ guests, volumes }) => one(guests[20_000] === undefined && !Object.values(volumes).some(({ vmid }) => vmid === 20_000)),
    reconcile: task('qmdestroy', 20_000, async (api) => (await config(api, stopped)) === null),
  },
  {
    name: 'a backup', method: 'POST', template: '/nodes/{node}/vzdump', path: { node },
    params: { vmid: 20_000, storage: 'pbs', mode: 'snapshot', compress: 'zstd', remove: 0, 'notes-template': '{{guestname}}: Vigie run_1' },
    count: (world) => world.backups.filter(({ vmid, notes }) => vmid === 20_000 && notes.includes('Vigie run_1')).length,
    reconcile: task('vzdump', 20_000, async (api) => (await backups(api)).some(({ notes }) => String(notes).includes('Vigie run_1'))),
  },
  {
    name: 'a pruning', method: 'DELETE', template: '/nodes/{node}/storage/{storage}/prunebackups', path: { node, storage: 'pbs' },
    params: { type: 'qemu', vmid: 20_000, 'prune-backups': 'keep-last=1' },
    arrange: (sim) => [3, 2, 1].forEach((days) => plantBackup(sim, { vmid: 20_000, ageSeconds: days * 86_400 })),
    count: (world) => one(world.backups.filter(({ vmid }) => vmid === 20_000).length === 1),
    reconcile: { by: 'task', look: { node, type: 'prunebackups' }, isDone: async (api) => (await backups(api)).length === 1 },
  },
  {
    name: 'ending a task', method: 'DELETE', template: '/nodes/{node}/tasks/{upid}', path: { node },
    arrange: (sim) => ({
      upid: sim.tasks.start({
        node, type: 'qmrestore', id: '20300', identity: { user: 'vigie@pve', token: 'provisioner' }, work: ({ wait }) => wait(600_000),
      }),
    }),
    ended: async (sim) => sim.tasks.ended(sim.world.tasks.find(({ id }) => id === '20300')?.upid ?? ''),
    count: ({ tasks }) => one(tasks.find(({ id }) => id === '20300')?.exitstatus === 'interrupted by signal'),
    reconcile: { by: 'repetition', because: 'a task that has ended is ended' },
  },
  {
    name: 'asking the agent for life', method: 'POST', template: `${vmPath}/agent/ping`, path: running,
    changesNothing: true,
    count: () => 1,
    reconcile: { by: 'repetition', because: 'it changes nothing' },
  },
  {
    name: 'a program in the guest', method: 'POST', template: `${vmPath}/agent/exec`, path: running, params: { command: ['date', '+%s'] },
    count: ({ guests }) => one(Object.keys(guests[20_001]?.running?.processes ?? {}).length > 0),
    reconcile: { by: 'repetition', because: 'what the product has run in guests reads, makes what may be there, or starts a unit whose name is taken by the first' },
  },
  {
    name: 'a file in the guest', method: 'POST', template: `${vmPath}/agent/file-write`, path: running, params: { file: '/var/lib/vigie/canary.json', content: '{}' },
    count: ({ guests }) => one(guests[20_001]?.contents.files['/var/lib/vigie/canary.json']?.content === '{}'),
    reconcile: { by: 'repetition', because: 'the whole file is written, with the same content' },
  },
];
