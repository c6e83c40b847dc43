import { text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { guestOn } from '../model/guest-config.ts';

/** What a folder of the API lists, and under which key. */
interface Index {
  template: string;
  key: 'name' | 'subdir' | 'id';
  entries: string;
  /** Throws when what the path names is not there. */
  check?: (call: Call) => void;
}

const guest = (call: Call): void => void guestOn(call.world, text(call, 'node'), Number(call.params['vmid']));

const indexes: readonly Index[] = [
  { template: '/', key: 'subdir', entries: 'version cluster nodes storage access pools' },
  {
    template: '/cluster',
    key: 'name',
    entries:
      'acme backup backup-info bulk-action ceph config firewall ha jobs log mapping metrics notifications nextid options qemu replication resources status tasks sdn',
  },
  { template: '/cluster/backup-info', key: 'subdir', entries: 'not-backed-up' },
  { template: '/cluster/ha', key: 'id', entries: 'status resources groups rules' },
  { template: '/cluster/ha/status', key: 'name', entries: 'current manager_status disarm-ha arm-ha' },
  { template: '/access', key: 'subdir', entries: 'users groups roles acl domains openid tfa ticket password' },
  {
    template: '/nodes/{node}',
    key: 'name',
    entries:
      'aplinfo apt capabilities ceph certificates config disks dns firewall hardware hosts journal lxc migrateall netstat network qemu replication report rrd rrddata scan sdn services status storage subscription syslog tasks time version vzdump',
  },
  { template: '/nodes/{node}/tasks/{upid}', key: 'name', entries: 'log status' },
  {
    template: '/nodes/{node}/storage/{storage}',
    key: 'subdir',
    entries: 'content download-url file-restore import-metadata identity oci-registry-pull prunebackups rrd rrddata status upload',
  },
  {
    template: '/nodes/{node}/qemu/{vmid}',
    key: 'subdir',
    entries:
      'config cloudinit pending status unlink vncproxy termproxy migrate resize move rrd rrddata monitor agent snapshot spiceproxy sendkey firewall mtunnel remote_migrate',
    check: guest,
  },
  { template: '/nodes/{node}/qemu/{vmid}/status', key: 'subdir', entries: 'current start stop reset shutdown suspend reboot' },
  {
    template: '/nodes/{node}/qemu/{vmid}/agent',
    key: 'name',
    entries:
      'exec exec-status file-read file-write fsfreeze-freeze fsfreeze-status fsfreeze-thaw fstrim get-fsinfo get-host-name get-memory-block-info get-memory-blocks get-osinfo get-time get-timezone get-users get-vcpus info network-get-interfaces ping set-user-password shutdown suspend-disk suspend-hybrid suspend-ram',
  },
];

export const indexEndpoints: Endpoint[] = indexes.map(({ template, key, entries, check }) => ({
  method: 'GET',
  template,
  handle: (call) => {
    check?.(call);
    return entries.split(' ').map((entry) => ({ [key]: entry }));
  },
}));
