import { rowsOf, textOf } from './row.ts';

/** How far back failed tasks count. */
export const badTaskWindowSeconds = 86_400;
/** How many are looked at; more of them are trouble enough. */
export const badTaskLimit = 1000;

/** How many tasks of a type ended so. */
export interface BadTasks {
  type: string;
  result: 'error' | 'warning' | 'unknown';
  count: number;
}

/** Counts the tasks of a list that did not end well. `typeKey` is where the product writes the type of a task. */
export function countBadTasks(answer: unknown, typeKey: 'type' | 'worker_type'): BadTasks[] {
  const counts = new Map<string, BadTasks>();
  for (const row of rowsOf(answer)) {
    const status = textOf(row.status);
    // One that still runs has no end yet.
    if (row.endtime === undefined || status === 'OK') continue;
    const type = textOf(row[typeKey]);
    const result = resultOf(status);
    const bad = counts.get(`${type} ${result}`) ?? { type, result, count: 0 };
    counts.set(`${type} ${result}`, { ...bad, count: bad.count + 1 });
  }
  return [...counts.values()];
}

function resultOf(status: string): BadTasks['result'] {
  if (/^WARNINGS: \d+$/.test(status)) return 'warning';
  // The worker was killed or its host went down: nobody wrote how it ended.
  return status === '' || status === 'unknown' || status === 'unexpected status' ? 'unknown' : 'error';
}
