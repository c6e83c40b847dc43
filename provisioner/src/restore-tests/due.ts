import { nextDue } from '../backups/schedule.ts';

/** What is known of a delivered machine: when it was last proven by a test that passed, and when it was last tested at all. */
export interface Candidate {
  vmId: string;
  provenAt: Date | null;
  triedAt: Date | null;
}

export interface Sampling {
  cron: string;
  timeZone: string;
  windowDays: number;
}

const dayMs = 24 * 3600_000;

/**
 * Which machines a slot of the schedule tests, so that each is proven once in the window: as many as the slots of a window need, and
 * all whose proof ends before the next slot. A machine whose proof is younger than half the window is passed over. Those that were not
 * tried for half a window come first, so that one which fails every night does not take the place of the others; among them those never
 * proven, then those whose proof ends soonest.
 */
export function dueAt(slot: Date, candidates: readonly Candidate[], sampling: Sampling): string[] {
  const windowMs = sampling.windowDays * dayMs;
  const young = (at: Date | null) => at !== null && slot.getTime() - at.getTime() < windowMs / 2;
  const ends = ({ provenAt }: Candidate) => (provenAt === null ? 0 : provenAt.getTime() + windowMs);
  const open = candidates
    .filter(({ provenAt }) => !young(provenAt))
    .sort((a, b) => Number(young(a.triedAt)) - Number(young(b.triedAt)) || ends(a) - ends(b) || (a.triedAt?.getTime() ?? 0) - (b.triedAt?.getTime() ?? 0));
  const next = nextDue(sampling.cron, sampling.timeZone, slot).getTime();
  const lapsing = open.filter((candidate) => candidate.provenAt !== null && ends(candidate) <= next).length;
  const share = Math.ceil(candidates.length / slotsOf(slot, sampling, candidates.length));
  return open.slice(0, Math.max(1, share, lapsing)).map(({ vmId }) => vmId);
}

/** Slots in the window that begins at `slot`; not counted beyond the number of machines, because one a slot is then enough. */
function slotsOf(slot: Date, { cron, timeZone, windowDays }: Sampling, enough: number): number {
  const end = slot.getTime() + windowDays * dayMs;
  let count = 1;
  for (let at = nextDue(cron, timeZone, slot); at.getTime() < end && count < enough; at = nextDue(cron, timeZone, at)) count += 1;
  return count;
}
