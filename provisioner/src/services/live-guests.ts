import type { Log } from '../log.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { clusterResources } from '../steps/pve/resources.ts';
import { keptFresh } from './kept-fresh.ts';

/** What Proxmox last told of a cluster's guests. */
export interface LiveGuests {
  seenAt: Date;
  /** By VMID. `status` is Proxmox's own word. */
  guests: ReadonlyMap<number, { node: string; status: string; lock?: string }>;
}

/** Proxmox itself refreshes these facts every 10 s or so. */
const freshness = { everyMs: 2_000, mostMs: 10_000 };
/** A page must come soon even when Proxmox hangs; then states are shown as unknown. */
const patienceMs = 3_000;
/** Who asks for a fresh reading waits for it. */
const freshPatienceMs = 10_000;

/** `fresh` reads what is from now on, not what was a moment ago; callers that ask so at the same time share one reading. */
export type ReadGuests = (fresh?: boolean) => Promise<LiveGuests | null>;

/** The guests of a cluster, read by one call for all who ask; null while Proxmox cannot be read. */
export function liveGuests(pve: ProxmoxPort, log: Log): ReadGuests {
  const kept = keptFresh(async (): Promise<LiveGuests | null> => {
    try {
      const { guests, nodes } = await clusterResources(pve);
      const online = new Set(nodes.filter(({ status }) => status === 'online').map(({ node }) => node));
      // The guests of a dead node keep their last state in Proxmox's answer.
      const known = guests.map(
        ({ vmid, node, status, lock }) =>
          [vmid, { node, status: online.has(node) ? (status ?? 'unknown') : 'unknown', ...(lock !== undefined && { lock }) }] as const,
      );
      return { seenAt: new Date(), guests: new Map(known) };
    } catch (error) {
      log.warn({ err: error }, 'the states of the machines cannot be read from Proxmox');
      return null;
    }
  }, freshness);
  return (fresh = false) => {
    const late = new Promise<null>((resolve) => setTimeout(resolve, fresh ? freshPatienceMs : patienceMs, null).unref());
    return Promise.race([fresh ? kept.fresh() : kept.latest(), late]);
  };
}
