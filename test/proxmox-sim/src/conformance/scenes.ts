import type { Simulator } from '../simulator.ts';
import type { World } from '../state/world.ts';
import type { Hold } from './holds.ts';
import { addBackupScene, grantTenantStorage, recordedWorld } from './recorded-world.ts';
import { addClone, addGuest, addMixedGuests, addTask } from './recorded-guests.ts';

export type Hand = Record<number, (world: World, sim: Simulator) => void>;

const runningClone = 'UPID:pve1:000023C6:00077BA7:6B00EECC:qmclone:9000:root@pam!full:';

/** What 01-reads found: guests of all kinds, ended tasks of all kinds, backups and other files. */
export function readsWorld(): World {
  const world = addMixedGuests(addBackupScene(recordedWorld(true)));
  addTask(world, 'UPID:pve2:000011DA:00076509:6B00EE92:srvreload:networking:root@pam:', 'OK');
  addTask(world, 'UPID:pve2:00001187:00075BC5:6B00EE7A:qmigrate:6002:root@pam!full:', 'migration aborted');
  addTask(world, 'UPID:pve1:00002348:000772EE:6B00EEB6:qmstart:7001:root@pam!full:', 'OK');
  addTask(world, 'UPID:pve1:00002333:000772BC:6B00EEB5:qmclone:9000:root@pam!full:', 'OK');
  addTask(world, 'UPID:pve1:000022F2:00077259:6B00EEB4:qmstop:7004:root@pam!full:', "unable to find configuration file for VM 7004 on node 'pve1'");
  addTask(world, 'UPID:pve1:000022EF:00077215:6B00EEB3:qmstop:7001:root@pam!full:', 'OK');
  addTask(
    world,
    'UPID:pve1:00002286:00076AA9:6B00EEA0:qmstart:6002:root@pam!full:',
    "Configuration file 'nodes/pve1/qemu-server/6002.conf' does not exist",
  );
  addTask(world, 'UPID:pve1:00001E0B:000734AE:6B00EE16:qmrestore:5501:tenant@pve!full:', 'got timeout reading VMA header - corrupted?');
  addTask(world, 'UPID:pve1:00001E6E:00073F16:6B00EE31:imgdel:5501@local:tenant@pve!full:', 'OK');
  addTask(world, 'UPID:pve1:00001E46:00073AED:6B00EE26:vzdump:5501:tenant@pve!full:', 'job errors');
  world.files = {
    'local:iso/x.iso': { storage: 'local', node: 'pve1', content: 'iso', size: 300_000, format: 'iso', ctime: 1_795_221_471 },
    'local:import/tiny.qcow2': { storage: 'local', node: 'pve1', content: 'import', size: 16_973_824, format: 'qcow2', ctime: 1_795_220_582 },
  };
  world.backups.push({
    place: { storage: 'local', node: 'pve1' },
    vmid: 201,
    time: 1_795_220_851,
    format: 'vma.zst',
    size: 1142,
    stored: 1142,
    notes: 'vm-linked',
    protected: false,
    owner: 'root@pam',
    complete: true,
    corrupt: false,
    encrypted: null,
    verification: null,
    config: {},
    contents: structuredClone(world.guests[201]?.contents ?? addGuest(world, 201, {}).contents),
  });
  return world;
}

/** Between the calls of 01-reads a clone was started and watched. */
export const readsByHand: Hand = {
  53: (world) => {
    addGuest(world, 7004, { lock: 'clone' });
    addTask(world, runningClone, 'OK', ['creating a clone of VM 9000 with ID 7004']);
    const task = world.tasks.pop();
    if (task === undefined) return;
    delete task.endtime;
    delete task.exitstatus;
    world.tasks.unshift(task);
  },
  60: (world) => {
    const task = world.tasks.find((item) => item.upid === runningClone);
    if (task !== undefined) Object.assign(task, { endtime: task.starttime + 6, exitstatus: 'OK' });
    delete world.guests[7004];
  },
};

/** HA as 01-reads left it: asked for, but no manager has run. */
export function haWorld(): World {
  const world = addMixedGuests(recordedWorld(true));
  world.ha.resources['vm:7003'] = { state: 'started', max_restart: 2, max_relocate: 1, comment: 'ha test' };
  return world;
}

/**
 * 05b: the second node is switched off, a shutdown is cut off; later the expected votes are lowered, which an external vote stands for
 * here; then the node is back.
 */
export const quorumByHand: Hand = {
  2: (world) => setOnline(world, false),
  23: (_, sim) => void sim.tasks.failNext({ type: 'qmshutdown', node: 'pve1', exitstatus: 'VM quit/powerdown failed' }),
  47: (world) => {
    world.cluster.qdevice = true;
  },
  66: (world) => setStarting(world, true),
  67: (world) => {
    setStarting(world, false);
    setOnline(world, true);
  },
};

function setStarting(world: World, starting: boolean): void {
  const node = world.nodes['pve2'];
  if (node === undefined) return;
  if (starting) node.starting = true;
  else delete node.starting;
}

function setOnline(world: World, online: boolean): void {
  const node = world.nodes['pve2'];
  if (node !== undefined) node.online = online;
}

/** 08: the state of the HA manager was written by hand. */
export const exporterByHand: Hand = {
  24: (world) => {
    world.ha.resources = { 'vm:7001': { state: 'started' }, ...world.ha.resources };
    world.ha.manager = { 'vm:7001': 'started', 'vm:7003': 'error' };
  },
};

/** 02-access was recorded beside a few guests. */
export function accessWorld(): World {
  const world = recordedWorld(false);
  addClone(world, 202, { name: 'vm-full', memory: '256', tags: 'a;b' });
  return world;
}

/** 05: another template had been made before, and a job that names guests. */
export function lifecycleWorld(): World {
  const world = recordedWorld(true);
  world.pools['tpool'] = { vms: [], storages: [], comment: 'of the tenant' };
  world.backupJobs['purgejob'] = { vmid: '5001,5002', storage: 'local', enabled: 0, schedule: '02:00' };
  return world;
}

/** 06: what the stand-in for the archive writer wrote could not be read back; the tenant's restore still held its guest when the next backups ran. */
export const backupByHand: Hand = {
  46: (world) => {
    for (const backup of world.backups) backup.corrupt = true;
  },
  72: (world) => {
    grantTenantStorage(world);
    setLock(world, 5501, 'create');
  },
  79: (world) => setLock(world, 5501, null),
};

/**
 * Between the calls of 05: a guest that still boots (its agent is silent, and so is its power button), locks, a deletion that was not
 * recorded. From 230 to 236 the node's own clean-up after the shutdown held the guest's lock: it found the guest running again.
 */
export const lifecycleByHand: Hand = {
  120: (world) => setAgent(world, 5001, false),
  121: (world) => setAgent(world, 5001, true),
  154: (world) => void Object.assign(world.guests[5001]?.contents.commands ?? {}, { chpasswd: missingProgram }),
  156: (world) => void world.guests[5001]?.contents.mounts.push({ device: 'sdb1', mountpoint: '/mnt', type: 'vfat' }),
  230: (_, sim) => {
    const done = Promise.withResolvers<void>();
    cleanUps.set(sim, done.resolve);
    void sim.locks.with(5001, 0, () => done.promise);
  },
  236: (_, sim) => cleanUps.get(sim)?.(),
  423: (world) => setDeaf(world, 5020, true),
  429: (world) => setDeaf(world, 5020, false),
  253: (world) => setLock(world, 5002, 'backup'),
  268: (world) => setLock(world, 5002, null),
  291: (world) => {
    delete world.guests[5009];
    for (const [volid, { vmid }] of Object.entries(world.volumes)) if (vmid === 5009) delete world.volumes[volid];
  },
};

/** How the clean-up of a replay ends. */
const cleanUps = new WeakMap<Simulator, () => void>();
const missingProgram = { exitcode: 127, out: '', err: '', milliseconds: 0 };

/** The clones of 05 that were watched or aborted while they ran, and what waited for the lock of one. */
export const lifecycleHolds: readonly Hold[] = [
  { seq: 25, wait: 3, until: 33 },
  { seq: 30, until: 33 },
  { seq: 49, wait: 3, until: 51 },
  { seq: 438, wait: 1, until: 445 },
];

/** The nodes could not run guests that want KVM, and a reload of before is asked for. */
export function sdnWorld(): World {
  const world = recordedWorld(true);
  for (const node of Object.values(world.nodes)) node.kvm = false;
  addTask(world, 'UPID:pve1:00000897:0005D8E1:6B00EA9C:srvreload:networking:root@pam:', 'OK');
  return world;
}

/** A list asked for some time after the apply, and a deletion that was not recorded. */
export const sdnByHand: Hand = {
  102: (world) => letPass(world, 10),
  277: (world) => void delete world.guests[4091],
};

/** As if so many seconds went by: what has ended, ended earlier. */
function letPass(world: World, seconds: number): void {
  for (const task of world.tasks) if (task.endtime !== undefined) task.endtime -= seconds;
}

export const accessByHand: Hand = {
  170: (world) => void Object.assign(world.users['auditor@pve'] ?? {}, { email: '' }),
};

function setAgent(world: World, vmid: number, answers: boolean): void {
  const guest = world.guests[vmid];
  if (guest !== undefined) guest.contents.agent = answers;
}

function setDeaf(world: World, vmid: number, deaf: boolean): void {
  const contents = world.guests[vmid]?.contents;
  if (contents === undefined) return;
  contents.agent = !deaf;
  if (deaf) contents.acpi = false;
  else delete contents.acpi;
}

function setLock(world: World, vmid: number, lock: string | null): void {
  const guest = world.guests[vmid];
  if (guest === undefined) return;
  if (lock === null) delete guest.config['lock'];
  else guest.config['lock'] = lock;
}
