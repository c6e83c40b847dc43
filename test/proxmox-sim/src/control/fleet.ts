import { freshContents } from '../model/contents.ts';
import { now } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import { takenBy } from '../model/storage-space.ts';
import type { Guest, NodeState, World } from '../state/world.ts';
import { makePbsFleet } from './pbs-fleet.ts';
import { whole } from './whole.ts';

const gib = 1024 ** 3;
/** Guests of the fleet have ids from here on, so that nobody's own are touched. */
const firstVmid = 1_000_000;

/**
 * Makes the cluster as large as asked, for measurements and demos: `{guests, nodes, tenants, memoryGiB, storageGiB}`. The nodes that are there count;
 * each has `memoryGiB`, and the storage ceph-vm `storageGiB`, when that is said; a guest's node, pool (`fleet-1` ...), size and whether it runs follow from its number. A second call replaces the first fleet.
 * `{pbs: {...}}` makes one of backups, see `makePbsFleet`; without guests beside it, those that are there stay.
 */
export function makeFleet(sim: Simulator, body: Record<string, unknown>): unknown {
  const { pbs, ...ofGuests } = body;
  const made = pbs === undefined ? {} : { pbs: makePbsFleet(sim, pbs) };
  return pbs !== undefined && Object.keys(ofGuests).length === 0 ? made : { ...makeGuests(sim, ofGuests), ...made };
}

function makeGuests(sim: Simulator, body: Record<string, unknown>): Record<string, unknown> {
  const { world } = sim;
  const guests = whole(body, 'guests', 0);
  const nodes = whole(body, 'nodes', Object.keys(world.nodes).length);
  const tenants = whole(body, 'tenants', 1);
  const memory = whole(body, 'memoryGiB', 0) * gib;
  const space = whole(body, 'storageGiB', 0) * gib;
  if (guests > 0 && tenants === 0) throw new Error('tenants must be at least 1');
  removeFleet(world);
  addNodes(world, nodes);
  if (memory > 0) for (const node of Object.values(world.nodes)) node.memory = memory;
  if (space > 0 && world.storages['ceph-vm']) world.storages['ceph-vm'].total = space;
  const pools = Array.from({ length: tenants }, (_, index) => `fleet-${index + 1}`);
  for (const pool of pools) world.pools[pool] = { comment: 'Fleet', vms: [], storages: [] };
  const names = Object.keys(world.nodes);
  const contents = freshContents();
  for (let index = 0; index < guests; index += 1) {
    const vmid = firstVmid + index;
    world.guests[vmid] = fleetGuest(vmid, index, names[index % names.length] ?? '', contents);
    world.volumes[`ceph-vm:vm-${vmid}-disk-0`] = {
      storage: 'ceph-vm',
      node: null,
      vmid,
      size: diskSize(index) * gib,
      format: 'raw',
      content: 'images',
      ctime: now(),
      parent: null,
    };
    world.pools[pools[index % tenants] ?? '']?.vms.push(vmid);
  }
  makeRoom(world);
  sim.onChange();
  return { guests, nodes: names.length, tenants };
}

/** The storage of the fleet grows with it, and stays two thirds full at most. */
function makeRoom(world: World): void {
  const storage = world.storages['ceph-vm'];
  if (storage === undefined) return;
  const filled = Object.values(world.volumes).reduce((sum, volume) => sum + (volume.storage === 'ceph-vm' ? takenBy(volume) : 0), storage.used);
  storage.total = Math.max(storage.total, Math.ceil(filled * 1.5));
}

function removeFleet(world: World): void {
  for (const { vmid } of Object.values(world.guests)) if (vmid >= firstVmid) delete world.guests[vmid];
  for (const [volid, volume] of Object.entries(world.volumes)) if (volume.vmid >= firstVmid) delete world.volumes[volid];
  for (const pool of Object.keys(world.pools)) if (/^fleet-\d+$/.test(pool)) delete world.pools[pool];
}

function addNodes(world: World, count: number): void {
  const model = Object.values(world.nodes)[0];
  if (model === undefined) return;
  for (let id = Object.keys(world.nodes).length + 1; id <= count; id += 1) {
    const node: NodeState = { ...model, id, ip: `198.51.${100 + Math.floor(id / 200)}.${10 + (id % 200)}`, online: true, bootedAt: now() - 86_400 };
    world.nodes[`pve${id}`] = node;
    // An applied zone is active on a node that joins.
    world.sdn.status[`pve${id}`] = Object.fromEntries(Object.keys(world.sdn.running.zones).map((zone) => [zone, 'available']));
  }
}

function diskSize(index: number): number {
  return [10, 20, 40, 80][index % 4] ?? 10;
}

/** Four of five run. */
function fleetGuest(vmid: number, index: number, node: string, contents: Guest['contents']): Guest {
  const config = {
    name: `fleet-${index + 1}`,
    ostype: 'l26',
    agent: 'enabled=1',
    boot: 'order=scsi0',
    cores: 1 + (index % 4),
    memory: String(1024 * (1 + (index % 8))),
    scsihw: 'virtio-scsi-single',
    scsi0: `ceph-vm:vm-${vmid}-disk-0,size=${diskSize(index)}G`,
    net0: `virtio=BC:24:${hexPairs(vmid)},bridge=vmbr0`,
    onboot: 1,
    tags: 'fleet',
  };
  const started = now() - 600 - (index % 86_400);
  return {
    vmid,
    node,
    config,
    pending: {},
    running:
      index % 5 === 4 ? null : { startedAt: started, pid: 10_000 + index, agentFrom: started, config, addresses: [], processes: {} },
    contents: { ...contents, files: { ...contents.files } },
    firewall: { options: {}, rules: [], ipsets: {} },
  };
}

function hexPairs(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0').match(/../g)?.join(':') ?? '';
}
