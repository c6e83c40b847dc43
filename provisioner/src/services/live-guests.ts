import type { Log } from '../log.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { clusterResources } from '../steps/pve/resources.ts';

/** What Proxmox last told of a cluster's guests. */
export interface LiveGuests {
  seenAt: Date;
  /** By VMID. `status` is Proxmox's own word. */
  guests: ReadonlyMap<number, { node: string; status: string }>;
}

/** How long an answer serves all callers: Proxmox itself refreshes these facts every 10 s or so. */
const freshMs = 2_000;
/** A page must come soon even when Proxmox hangs; then states are shown as unknown. */
const patienceMs = 3_000;

/** Reads the guests of a cluster, with one call for all who ask at the same time; null while Proxmox cannot be read. */
export function liveGuests(pve: ProxmoxPort, log: Log): () => Promise<LiveGuests | null> {
  let latest: { at: number; answer: Promise<LiveGuests | null> } | null = null;
  const read = async (): Promise<LiveGuests | null> => {
    try {
      const { guests, nodes } = await clusterResources(pve);
      const online = new Set(nodes.filter(({ status }) => status === 'online').map(({ node }) => node));
      // The guests of a dead node keep their last state in Proxmox's answer.
      const known = guests.map(
        ({ vmid, node, status }) => [vmid, { node, status: online.has(node) ? (status ?? 'unknown') : 'unknown' }] as const,
      );
      return { seenAt: new Date(), guests: new Map(known) };
    } catch (error) {
      log.warn({ err: error }, 'the states of the machines cannot be read from Proxmox');
      return null;
    }
  };
  return () => {
    if (!latest || performance.now() - latest.at > freshMs) latest = { at: performance.now(), answer: read() };
    const late = new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null).unref());
    return Promise.race([latest.answer, late]);
  };
}
