import type { PveClient } from '@vigie/proxmox/client';

/** The reads of one cluster that the exporter needs, as Proxmox answers them. Rejects with a ProxmoxError. */
export interface PveReader {
  readonly cluster: string;
  resources(): Promise<unknown>;
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
}

/** The reader over the real client. */
export function createPveReader(client: Pick<PveClient, 'cluster' | 'call'>): PveReader {
  const get = (path: string) => client.call<unknown>('GET', path, {});
  return {
    cluster: client.cluster,
    resources: () => get('/cluster/resources'),
    clusterStatus: () => get('/cluster/status'),
    version: () => get('/version'),
    ipamStatus: () => client.call<unknown>('GET', '/cluster/sdn/ipams/{ipam}/status', { ipam: 'pve' }),
    guestConfig: (node, type, vmid) => client.call<unknown>('GET', `/nodes/{node}/${type}/{vmid}/config`, { node, vmid }),
    backups: (node, storage) =>
      client.call<unknown>('GET', '/nodes/{node}/storage/{storage}/content', { node, storage }, { content: 'backup' }),
    permissions: (path) => client.call<unknown>('GET', '/access/permissions', {}, { path }),
    firewallOptions: (node) =>
      node === undefined ? get('/cluster/firewall/options') : client.call<unknown>('GET', '/nodes/{node}/firewall/options', { node }),
    certificates: (node) => client.call<unknown>('GET', '/nodes/{node}/certificates/info', { node }),
  };
}
