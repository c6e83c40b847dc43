import type { Log } from '../log.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { clusterResources } from '../steps/pve/resources.ts';

/** What Proxmox last told of a cluster's guests. */
export interface LiveGuests {
  seenAt: Date;
  /** By VMID. `status` is Proxmox's own word. */
  guests: ReadonlyMap<number, { node: string; status: string; lock?: string }>;
}

/** How long an answer serves all callers: Proxmox itself refreshes these facts every 10 s or so. */
const freshMs = 2_000;
/** A page must come soon even when Proxmox hangs; then states are shown as unknown. */
const patienceMs = 3_000;
/** Who asks for a fresh reading waits for it. */
const freshPatienceMs = 10_000;

/** `fresh` reads what is from now on, not what was a moment ago; callers that ask so at the same time share one reading. */
export type ReadGuests = (fresh?: boolean) => Promise<LiveGuests | null>;

/** Reads the guests of a cluster, with one call for all who ask at the same time; null while Proxmox cannot be read. */
export function liveGuests(pve: ProxmoxPort, log: Log): ReadGuests {
  let latest: { at: number; answer: Promise<LiveGuests | null> } | null = null;
  let reading: Promise<LiveGuests | null> | null = null;
  let next: Promise<LiveGuests | null> | null = null;
  const read = async (): Promise<LiveGuests | null> => {
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
  };
  const begin = () => {
    const answer = read().finally(() => {
      if (reading === answer) reading = null;
    });
    reading = answer;
    latest = { at: performance.now(), answer };
    return answer;
  };
  /** A reading that is under way began too early to be of now: the next one serves all who came meanwhile. */
  const afterReading = () =>
    (next ??= Promise.resolve(reading).then(() => {
      next = null;
      return begin();
    }));
  return (fresh = false) => {
    const answer = fresh ? (reading ? afterReading() : begin()) : !latest || performance.now() - latest.at > freshMs ? begin() : latest.answer;
    const late = new Promise<null>((resolve) => setTimeout(resolve, fresh ? freshPatienceMs : patienceMs, null).unref());
    return Promise.race([answer, late]);
  };
}
