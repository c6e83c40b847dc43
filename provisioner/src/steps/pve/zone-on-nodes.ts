import type { ProxmoxPort } from '../ports.ts';
import { onlineNodes } from './resources.ts';

/**
 * A zone on one online node:
 * - loaded: as the running configuration says
 * - loading: the node reloads its network
 * - behind: it does not, and has not loaded the zone; an apply reloads it
 * - failed: its last reload failed, or the zone could not be loaded
 */
export interface ZoneOnNode {
  node: string;
  state: 'loaded' | 'loading' | 'behind' | 'failed';
  /** In Proxmox's words. */
  status: string;
}

/** An apply ends well though a node's own reload of its network failed: that shows only here. */
export async function zoneOnNodes(pve: ProxmoxPort, zone: string): Promise<ZoneOnNode[]> {
  return Promise.all(
    (await onlineNodes(pve)).map(async (node) => {
      const reload = await lastReload(pve, node);
      const zones = await pve.call<{ zone: string; status: string }[]>('GET', '/nodes/{node}/sdn/zones', { node });
      const status = zones.find((found) => found.zone === zone)?.status ?? 'missing';
      if (reload === 'running') return { node, state: 'loading', status };
      if (reload === 'failed' || status === 'error') return { node, state: 'failed', status };
      return { node, state: status === 'available' ? 'loaded' : 'behind', status };
    }),
  );
}

async function lastReload(pve: ProxmoxPort, node: string): Promise<'none' | 'running' | 'good' | 'failed'> {
  const parameters = { source: 'all', typefilter: 'srvreload', limit: 1 };
  const [newest] = await pve.call<{ endtime?: number; status?: string }[]>('GET', '/nodes/{node}/tasks', { node }, parameters);
  if (newest === undefined) return 'none';
  if (newest.endtime === undefined) return 'running';
  return newest.status === 'OK' || newest.status?.startsWith('WARNINGS') === true ? 'good' : 'failed';
}
