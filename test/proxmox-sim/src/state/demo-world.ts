import { createHash, randomUUID } from 'node:crypto';
import { hashSecret } from '../http/authenticate.ts';
import { healthyCeph } from '../model/ceph.ts';
import { freshContents } from '../model/contents.ts';
import { backupReaderPrivileges, provisionerPrivileges } from '../model/roles.ts';
import { now } from '../simulator.ts';
import { backupToken, demoPbs } from './demo-pbs.ts';
import { worldVersion } from './world.ts';
import type { Guest, NodeState, World } from './world.ts';

const gib = 1024 ** 3;

export const demoTokens = { provisioner: 'vigie@pve!provisioner', exporter: 'vigie@pve!exporter' } as const;

type DemoSecrets = Record<keyof typeof demoTokens, string> & Partial<Record<'pbsProvisioner' | 'pbsExporter', string>>;

/** The world of a first start: two nodes, storages, a backup server, two templates, one account with two tokens, no network of ours. */
export function demoWorld(secrets: DemoSecrets): World {
  const world: World = {
    version: worldVersion,
    cluster: { name: 'demo', dnsmasq: true, qdevice: true },
    ha: { resources: {}, rules: {}, manager: {} },
    ceph: healthyCeph(2),
    clockAhead: 0,
    nodes: { pve1: node(1), pve2: node(2) },
    users: {
      'root@pam': { enable: 1, expire: 0, groups: [], tokens: {} },
      'vigie@pve': {
        enable: 1,
        expire: 0,
        comment: 'Vigie',
        groups: [],
        tokens: {
          provisioner: { privsep: 1, expire: 0, secretHash: hashSecret(secrets.provisioner) },
          exporter: { privsep: 1, expire: 0, secretHash: hashSecret(secrets.exporter) },
        },
      },
    },
    groups: {},
    roles: { VigieProvisioner: [...provisionerPrivileges], VigieBackupReader: [...backupReaderPrivileges] },
    // A separated token never exceeds its user, so the user holds both roles.
    acl: [
      { path: '/', type: 'user', ugid: 'vigie@pve', roleid: 'VigieProvisioner', propagate: 1 },
      { path: '/', type: 'user', ugid: 'vigie@pve', roleid: 'PVEAuditor', propagate: 1 },
      { path: '/', type: 'token', ugid: demoTokens.provisioner, roleid: 'VigieProvisioner', propagate: 1 },
      { path: '/', type: 'token', ugid: demoTokens.exporter, roleid: 'PVEAuditor', propagate: 1 },
      // Backups show only to who may use them; a role on a deeper path replaces the one from above.
      { path: '/vms', type: 'token', ugid: demoTokens.exporter, roleid: 'VigieBackupReader', propagate: 1 },
      { path: '/storage', type: 'token', ugid: demoTokens.exporter, roleid: 'VigieBackupReader', propagate: 1 },
    ],
    pools: {},
    storages: {
      local: {
        type: 'dir',
        content: ['backup', 'iso', 'vztmpl', 'snippets', 'import'],
        shared: false,
        options: { path: '/var/lib/vz' },
        total: 94 * gib,
        used: 11 * gib,
      },
      'local-lvm': {
        type: 'lvmthin',
        content: ['images', 'rootdir'],
        shared: false,
        options: { vgname: 'pve', thinpool: 'data' },
        total: 350 * gib,
        used: 4 * gib,
      },
      'ceph-vm': { type: 'rbd', content: ['images'], shared: true, options: { pool: 'vm', krbd: '0' }, total: 4096 * gib, used: 210 * gib },
      pbs: {
        type: 'pbs',
        content: ['backup'],
        shared: true,
        options: { server: '127.0.0.1', datastore: 'main', namespace: 'demo', username: backupToken, 'prune-backups': 'keep-all=1' },
        total: 0,
        used: 0,
      },
    },
    volumes: {},
    files: isoOnEachNode('debian-13-netinst.iso'),
    guests: {},
    backups: [],
    backupJobs: {},
    pbs: demoPbs(secrets),
    sdn: { config: empty(), running: empty(), lock: null, ipam: [], status: {} },
    firewall: { options: { enable: 1, policy_in: 'ACCEPT', policy_out: 'ACCEPT' }, groups: {}, vnets: {} },
    tasks: [],
    counters: { pid: 2000, serial: 0 },
  };
  addTemplate(world, 9000, 'debian-13');
  addTemplate(world, 9001, 'ubuntu-24.04');
  return world;
}

/** `local` is a folder of each node: the image lies in all of them. */
function isoOnEachNode(name: string): NonNullable<World['files']> {
  return { [`local:iso/${name}`]: { storage: 'local', node: null, content: 'iso', size: 790 * 1024 ** 2, format: 'iso', ctime: now() - 604_800 } };
}

function empty(): World['sdn']['config'] {
  return { zones: {}, vnets: {}, subnets: {} };
}

function node(id: number): NodeState {
  const fingerprint = createHash('sha256').update(`pve${id}`).digest('hex').toUpperCase().match(/../g)?.join(':') ?? '';
  return {
    id,
    ip: `198.51.100.${10 + id}`,
    online: true,
    cores: 16,
    memory: 64 * gib,
    rootTotal: 94 * gib,
    rootUsed: 11 * gib,
    bootedAt: now() - 864_000 * id,
    fingerprint,
    certificateExpiry: now() + 700 * 86_400,
    updates: 3,
  };
}

function addTemplate(world: World, vmid: number, name: string): void {
  const ctime = now() - 604_800;
  const mac = `BC:24:11:00:90:0${vmid % 10}`;
  const guest: Guest = {
    vmid,
    node: 'pve1',
    config: {
      name,
      template: 1,
      ostype: 'l26',
      agent: 'enabled=1,fstrim_cloned_disks=1',
      boot: 'order=scsi0',
      cores: 1,
      memory: '1024',
      cpu: 'x86-64-v2-AES',
      scsihw: 'virtio-scsi-single',
      scsi0: `ceph-vm:base-${vmid}-disk-0,discard=on,iothread=1,size=10G`,
      ide2: `ceph-vm:vm-${vmid}-cloudinit,media=cdrom`,
      net0: `virtio=${mac},bridge=vmbr0,firewall=1`,
      serial0: 'socket',
      vga: 'serial0',
      tags: 'template',
      smbios1: `uuid=${randomUUID()}`,
      vmgenid: randomUUID(),
      meta: `creation-qemu=10.1.2,ctime=${ctime}`,
    },
    pending: {},
    running: null,
    contents: freshContents(name.startsWith('ubuntu') ? 'ubuntu' : 'debian'),
    firewall: { options: {}, rules: [], ipsets: {} },
  };
  world.guests[vmid] = guest;
  const volume = { storage: 'ceph-vm', node: null, vmid, format: 'raw', content: 'images', ctime, parent: null };
  world.volumes[`ceph-vm:base-${vmid}-disk-0`] = { ...volume, size: 10 * gib };
  world.volumes[`ceph-vm:vm-${vmid}-cloudinit`] = { ...volume, size: 4 * 1024 ** 2 };
}
