import { withDeadline } from './shared-read.ts';
import type { ClusterSnapshot } from './snapshot.ts';

/**
 * A cluster for one scrape, whose reads must end within its time, so that what hangs does not hold up the rest: what the whole scrape
 * is about may take all of it, the details half of it. All who ask get the same answer.
 */
export function hurriedSnapshot(snapshot: ClusterSnapshot, budgetMs: number): ClusterSnapshot {
  const within = <T>(read: () => Promise<T>, deadlineMs: number): (() => Promise<T>) => {
    let answer: Promise<T> | undefined;
    return () => (answer ??= withDeadline(read, deadlineMs));
  };
  return {
    ...snapshot,
    resources: within(snapshot.resources, budgetMs),
    status: within(snapshot.status, budgetMs / 2),
    version: within(snapshot.version, budgetMs / 2),
  };
}
