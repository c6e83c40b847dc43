import type { PveClient } from '@vigie/proxmox/client';

/** The reads of one cluster that the exporter needs, as Proxmox answers them. Rejects with a ProxmoxError. */
export interface PveReader {
  readonly cluster: string;
  /** Gives each row to `each`; the rows of a large cluster are too many to be kept. */
  resources(each: (row: unknown) => void): Promise<void>;
  clusterStatus(): Promise<unknown>;
  version(): Promise<unknown>;
  ipamStatus(): Promise<unknown>;
  guestConfig(node: string, type: 'qemu' | 'lxc', vmid: number): Promise<unknown>;
  /** The backups on a storage that the token may use. */
  backups(node: string, storage: string): Promise<unknown>;
  /** What the token may do on a path. */
  permissions(path: string): Promise<unknown>;
  certificates(node: string): Promise<unknown>;
}

/** The reader over the real client. */
export function createPveReader(client: Pick<PveClient, 'cluster' | 'call' | 'list'>): PveReader {
  const get = (path: string) => client.call<unknown>('GET', path, {});
  return {
    cluster: client.cluster,
    resources: (each) => client.list('/cluster/resources', {}, each),
    clusterStatus: () => get('/cluster/status'),
    version: () => get('/version'),
    ipamStatus: () => client.call<unknown>('GET', '/cluster/sdn/ipams/{ipam}/status', { ipam: 'pve' }),
    guestConfig: (node, type, vmid) => client.call<unknown>('GET', `/nodes/{node}/${type}/{vmid}/config`, { node, vmid }),
    backups: (node, storage) =>
      client.call<unknown>('GET', '/nodes/{node}/storage/{storage}/content', { node, storage }, { content: 'backup' }),
    permissions: (path) => client.call<unknown>('GET', '/access/permissions', {}, { path }),
    certificates: (node) => client.call<unknown>('GET', '/nodes/{node}/certificates/info', { node }),
  };
}
