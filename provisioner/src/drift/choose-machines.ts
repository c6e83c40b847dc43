import type { Finding } from '../store/drift.ts';
import type { KnownVm } from '../store/settled-vms.ts';
import { looksDifferent } from './compare-machines.ts';
import type { Seen } from './facts.ts';

/** So many machines at most are read out of their turn, because there may be news of them. */
const newsLimit = 20;

export interface Choice {
  vms: readonly KnownVm[];
  seen: Pick<Seen, 'guests' | 'onlineNodes'>;
  before: readonly Finding[];
  lastRead: ReadonlyMap<string, Date>;
  /** Which part of all machines has its turn: the interval divided by the time of a round. */
  share: number;
}

/**
 * The machines whose settings are read now. Each has its turn once in a round, those never read first. Out of turn are those with a
 * difference: it shall go soon after it was mended, and a machine of another shape may be another machine. A machine whose node is away
 * cannot be read, and one that somebody is at work on is not judged.
 */
export function chooseMachines({ vms, seen, before, lastRead, share }: Choice): KnownVm[] {
  const readable = vms.filter(({ vmid, underWay }) => {
    const guest = seen.guests.get(vmid);
    return !underWay && guest?.type === 'qemu' && guest.lock === undefined && seen.onlineNodes.has(guest.node);
  });
  const readAt = ({ id }: KnownVm) => lastRead.get(id)?.getTime() ?? 0;
  const oldestFirst = readable.toSorted((a, b) => readAt(a) - readAt(b));
  const turn = oldestFirst.slice(0, Math.ceil(readable.length * share));
  const differs = new Set(before.map(({ vm }) => vm));
  const news = oldestFirst.filter((vm) => !turn.includes(vm) && (differs.has(vm.id) || looksDifferent(vm, seen)));
  return [...turn, ...news.slice(0, newsLimit)];
}
