import type { ProxmoxPort } from '../ports.ts';

export interface VmResource {
  /** qemu or lxc. */
  type: string;
  vmid: number;
  node: string;
  name?: string;
  status?: string;
  template?: number;
  pool?: string;
  /** What the configuration says, in cores and bytes; left out by Proxmox for what it has not heard of. */
  maxcpu?: number;
  maxmem?: number;
  /** Of the boot disk; 0 when there is none. */
  maxdisk?: number;
  /** What is being done with it: `backup`, `migrate`, `clone`. */
  lock?: string;
}

export interface NodeResource {
  node: string;
  status: string;
  maxmem?: number;
  mem?: number;
}

export interface StorageResource {
  storage: string;
  node: string;
  status: string;
  shared?: number;
  /** What it holds, with commas: `images,rootdir`, `backup`. */
  content?: string;
}

type Resource = { type: string } & Record<string, unknown>;

const resources = (pve: ProxmoxPort) => pve.call<Resource[]>('GET', '/cluster/resources', {});

/** Guests (VMs and containers share the VMIDs), nodes and storages of a cluster, from one call. */
export async function clusterResources(
  pve: ProxmoxPort,
): Promise<{ guests: VmResource[]; nodes: NodeResource[]; storages: StorageResource[] }> {
  const all = await resources(pve);
  const of = <T>(...types: string[]) => all.filter(({ type }) => types.includes(type)) as unknown as T[];
  return { guests: of<VmResource>('qemu', 'lxc'), nodes: of<NodeResource>('node'), storages: of<StorageResource>('storage') };
}

export async function onlineNodes(pve: ProxmoxPort): Promise<string[]> {
  const nodes = await pve.call<{ node: string; status: string }[]>('GET', '/nodes', {});
  return nodes.filter(({ status }) => status === 'online').map(({ node }) => node);
}
