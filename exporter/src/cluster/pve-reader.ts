import type { PveClient } from '@vigie/proxmox/client';
import type { RowScanner } from '@vigie/proxmox/row-scanner';

/** The reads of one cluster that the exporter needs, as Proxmox answers them. Rejects with a ProxmoxError. */
export interface PveReader {
  readonly cluster: string;
  /** Calls `each` while `rows` is at each row; the rows of a large cluster are too many to be kept. */
  resources(rows: RowScanner, each: () => void): Promise<void>;
  clusterStatus(): Promise<unknown>;
  version(): Promise<unknown>;
  ipamStatus(): Promise<unknown>;
  guestConfig(node: string, type: 'qemu' | 'lxc', vmid: number): Promise<unknown>;
  /** The backups on a storage that the token may use. */
  backups(node: string, storage: string): Promise<unknown>;
  /** What the token may do on a path. */
  permissions(path: string): Promise<unknown>;
  certificates(node: string): Promise<unknown>;
  /** Options of a node's firewall; without a node those of the datacenter. */
  firewallOptions(node?: string): Promise<unknown>;
  snapshots(node: string, type: 'qemu' | 'lxc', vmid: number): Promise<unknown>;
  /** The file systems that the guest agent sees. */
  fileSystems(node: string, vmid: number): Promise<unknown>;
  replication(node: string): Promise<unknown>;
  nodeStatus(node: string): Promise<unknown>;
  /** The node's last hour, a row for each minute. */
  nodeHistory(node: string): Promise<unknown>;
  /** Tasks that began after `since` (seconds since 1970) and did not end well, the newest `limit`. */
  badTasks(node: string, since: number, limit: number): Promise<unknown>;
  subscription(node: string): Promise<unknown>;
  updates(node: string): Promise<unknown>;
  disks(node: string): Promise<unknown>;
  zones(node: string): Promise<unknown>;
  notBackedUp(): Promise<unknown>;
  haStatus(): Promise<unknown>;
  qdevice(): Promise<unknown>;
  cephStatus(): Promise<unknown>;
}

/** The reader over the real client. */
export function createPveReader(client: Pick<PveClient, 'cluster' | 'call' | 'list'>): PveReader {
  const get = (path: string) => client.call<unknown>('GET', path, {});
  const ofNode = (path: string, node: string, params: Record<string, unknown> = {}) =>
    client.call<unknown>('GET', `/nodes/{node}${path}`, { node }, params);
  return {
    cluster: client.cluster,
    resources: (rows, each) => client.list('/cluster/resources', {}, rows, each),
    clusterStatus: () => get('/cluster/status'),
    version: () => get('/version'),
    ipamStatus: () => client.call<unknown>('GET', '/cluster/sdn/ipams/{ipam}/status', { ipam: 'pve' }),
    guestConfig: (node, type, vmid) => client.call<unknown>('GET', `/nodes/{node}/${type}/{vmid}/config`, { node, vmid }),
    backups: (node, storage) =>
      client.call<unknown>('GET', '/nodes/{node}/storage/{storage}/content', { node, storage }, { content: 'backup' }),
    permissions: (path) => client.call<unknown>('GET', '/access/permissions', {}, { path }),
    firewallOptions: (node) => (node === undefined ? get('/cluster/firewall/options') : ofNode('/firewall/options', node)),
    certificates: (node) => ofNode('/certificates/info', node),
    snapshots: (node, type, vmid) => client.call<unknown>('GET', `/nodes/{node}/${type}/{vmid}/snapshot`, { node, vmid }),
    fileSystems: (node, vmid) => client.call<unknown>('GET', '/nodes/{node}/qemu/{vmid}/agent/get-fsinfo', { node, vmid }),
    replication: (node) => ofNode('/replication', node),
    nodeStatus: (node) => ofNode('/status', node),
    nodeHistory: (node) => ofNode('/rrddata', node, { timeframe: 'hour', cf: 'AVERAGE' }),
    badTasks: (node, since, limit) => ofNode('/tasks', node, { since, limit, source: 'archive', statusfilter: 'error,warning,unknown' }),
    subscription: (node) => ofNode('/subscription', node),
    updates: (node) => ofNode('/apt/update', node),
    disks: (node) => ofNode('/disks/list', node),
    zones: (node) => ofNode('/sdn/zones', node),
    notBackedUp: () => get('/cluster/backup-info/not-backed-up'),
    haStatus: () => get('/cluster/ha/status/current'),
    qdevice: () => get('/cluster/config/qdevice'),
    cephStatus: () => get('/cluster/ceph/status'),
  };
}
