import { hashSecret } from '../http/authenticate.ts';
import { freshContents } from '../model/contents.ts';
import { hashPassword } from '../model/passwords.ts';
import { demoWorld } from '../state/demo-world.ts';
import type { Guest, World } from '../state/world.ts';

/** The secret of every token that the recordings use. */
export const secret = '00000000-0000-4000-8000-000000000000';

/** Every password of the recordings. */
const password = '<secret>';
const passwordHash = hashPassword(password);

const mib = 1024 ** 2;

/**
 * The cluster that the recordings were made on, as far as the kept exchanges touch it.
 * `accounts`: the accounts made in 02-access are there already.
 */
export function recordedWorld(accounts: boolean): World {
  const world = demoWorld({ provisioner: 'unused', exporter: 'unused' });
  const token = (privsep: number): { privsep: number; expire: number; secretHash: string } => ({
    privsep,
    expire: 0,
    secretHash: hashSecret(secret),
  });
  world.cluster = { name: 'testcl', dnsmasq: false, qdevice: false, dns: false };
  // What the recorded machine could not know.
  for (const node of Object.values(world.nodes)) Object.assign(node, { disks: [], services: {}, updates: 0 });
  world.users = {
    'root@pam': { enable: 1, expire: 0, groups: [], passwordHash, tokens: { full: token(0) } },
    'bob@nope': { enable: 1, expire: 0, groups: [], tokens: {} },
  };
  world.roles = { Cust: ['VM.Audit', 'VM.PowerMgmt'] };
  world.groups = { g1: {} };
  world.acl = [];
  world.pools = { q1: { vms: [], storages: [] }, tenants: { vms: [9000], storages: [] } };
  world.storages = {
    local: {
      type: 'dir',
      content: ['images', 'iso', 'backup', 'import'],
      shared: false,
      options: { path: '/var/lib/vz' },
      total: 270_553_174_016,
      used: 36_797_054_976,
    },
    dir2: {
      type: 'dir',
      content: ['images', 'iso'],
      shared: false,
      options: { path: '/var/lib/dir2' },
      total: 270_553_174_016,
      used: 36_797_054_976,
    },
  };
  world.volumes = {};
  world.guests = {};
  world.ha.manager = null;
  world.firewall.groups = { web: { rules: [] } };
  addTemplate(world);
  addStopped(world, 4001);
  const zones = { vx1: { type: 'vxlan', peers: '198.51.100.11' }, z1: { type: 'simple' }, z9: { type: 'simple' } };
  const network = { zones, vnets: { v1: { zone: 'z1' } }, subnets: {} };
  const available = { vx1: 'available', z1: 'available', z9: 'available' } as const;
  world.sdn = {
    config: network,
    running: structuredClone(network),
    lock: null,
    ipam: [],
    status: { pve1: { ...available }, pve2: { ...available } },
  };
  if (accounts) {
    world.users['tenant@pve'] = { enable: 1, expire: 0, groups: [], passwordHash, tokens: { full: token(0), sep: token(1) } };
    world.users['auditor@pve'] = { enable: 1, expire: 0, groups: [], tokens: { mon: token(0) } };
    world.roles['TenantUser'] = [
      'VM.Audit',
      'VM.PowerMgmt',
      'VM.Console',
      'VM.Snapshot',
      'VM.Snapshot.Rollback',
      'VM.Backup',
      'VM.GuestAgent.Audit',
      'Pool.Audit',
    ];
    world.pools['tpool'] = { vms: [], storages: [] };
    world.acl = [
      { path: '/', type: 'user', ugid: 'auditor@pve', roleid: 'PVEAuditor', propagate: 1 },
      { path: '/pool/tpool', type: 'user', ugid: 'tenant@pve', roleid: 'TenantUser', propagate: 1 },
    ];
  }
  return world;
}

/** What 06-backup found: a guest of the tenant, one on the other node, and two jobs. */
export function addBackupScene(world: World): World {
  addStopped(world, 300);
  addStopped(world, 5501);
  addStopped(world, 202);
  const [other, own] = [world.guests[300], world.guests[5501]];
  if (other === undefined || own === undefined) throw new Error('no guests');
  other.node = 'pve2';
  if (world.guests[202] !== undefined) world.guests[202].config['tags'] = 'a;b';
  own.config = { name: 'bk-vm', memory: '64', scsi0: 'local:9000/base-9000-disk-0.qcow2/5501/vm-5501-disk-0.qcow2,size=21M' };
  world.pools['tpool']?.vms.push(5501);
  world.backupJobs = {
    '136e2cec-c45e-4912-b3df-5afac7cfe738': { vmid: '202', storage: 'local', enabled: 1, mode: 'snapshot', schedule: 'sun 01:00' },
    'job-1': { pool: 'tenants', storage: 'local', enabled: 1, schedule: '21:00', 'prune-backups': 'keep-last=3,keep-daily=7' },
  };
  return world;
}

/** Given by hand between two recorded calls. */
export function grantTenantStorage(world: World): void {
  world.acl.push({ path: '/storage/local', type: 'user', ugid: 'tenant@pve', roleid: 'PVEDatastoreUser', propagate: 1 });
}

function addStopped(world: World, vmid: number): void {
  world.guests[vmid] = {
    vmid,
    node: 'pve1',
    config: { name: 'fwvm', memory: '64', net0: 'virtio=BC:24:11:00:40:01,bridge=vmbr0,firewall=1' },
    pending: {},
    running: null,
    contents: freshContents(),
    firewall: { options: {}, rules: [], ipsets: {} },
  };
}

function addTemplate(world: World): void {
  const guest: Guest = {
    vmid: 9000,
    node: 'pve1',
    config: {
      cores: 1,
      cpu: 'qemu64',
      ostype: 'l26',
      net0: 'virtio=BC:24:11:B3:BA:BC,bridge=vmbr0',
      template: 1,
      scsihw: 'virtio-scsi-pci',
      name: 'tiny-template',
      kvm: 0,
      vmgenid: '7097d6a9-13dd-43ac-a8f6-7cd7c5e87898',
      serial0: 'socket',
      agent: '1',
      ide2: 'local:9000/vm-9000-cloudinit.qcow2,media=cdrom',
      memory: '300',
      smbios1: 'uuid=1352a0c6-ac42-477e-9a09-4b5a0a665d98',
      scsi0: 'local:9000/base-9000-disk-0.qcow2,size=21M',
      boot: 'order=scsi0',
      meta: 'creation-qemu=10.0.13,ctime=1795220610',
    },
    pending: {},
    running: null,
    contents: freshContents(),
    firewall: { options: {}, rules: [], ipsets: {} },
  };
  world.guests[9000] = guest;
  const volume = { storage: 'local', node: 'pve1', vmid: 9000, format: 'qcow2', content: 'images', ctime: 1_795_220_611, parent: null };
  world.volumes['local:9000/base-9000-disk-0.qcow2'] = { ...volume, size: 21 * mib };
  world.volumes['local:9000/vm-9000-cloudinit.qcow2'] = { ...volume, size: 4 * mib };
}
