const periods = {
  hourly: (date: string) => date.slice(0, 13),
  daily: (date: string) => date.slice(0, 10),
  weekly: weekOf,
  monthly: (date: string) => date.slice(0, 7),
  yearly: (date: string) => date.slice(0, 4),
} as const;

/** How many to keep of each kind: `last`, `hourly` ... `yearly`. */
export type Retention = Partial<Record<'last' | keyof typeof periods, number>>;

/** `keep-last=3,keep-daily=7`; null: everything is kept. */
export function parseRetention(text: string): Retention | null {
  const pairs = text.split(',').map((part) => part.trim().split('=', 2));
  const kept = pairs.filter(([key, value]) => key !== 'keep-all' && Number(value) > 0);
  return kept.length === 0 ? null : Object.fromEntries(kept.map(([key = '', value]) => [key.replace('keep-', ''), Number(value)]));
}

/**
 * Proxmox's retention: newest first, each rule keeps one backup per period, and only periods that no earlier rule has covered count.
 * Protected ones are kept and do not count.
 */
export function backupsToRemove<T extends { time: number; protected: boolean }>(group: readonly T[], retention: Retention): T[] {
  const newestFirst = group.filter((item) => !item.protected).sort((a, b) => b.time - a.time);
  const kept = new Set<T>(newestFirst.slice(0, retention.last ?? 0));
  for (const [rule, periodOf] of Object.entries(periods)) {
    const period = (item: T): string => periodOf(new Date(item.time * 1000).toISOString());
    const covered = new Set([...kept].map(period));
    let left = retention[rule as keyof typeof periods] ?? 0;
    for (const item of newestFirst) {
      if (left === 0) break;
      if (kept.has(item) || covered.has(period(item))) continue;
      covered.add(period(item));
      kept.add(item);
      left -= 1;
    }
  }
  return newestFirst.filter((item) => !kept.has(item));
}

/** The Monday of the week. */
function weekOf(date: string): string {
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}
