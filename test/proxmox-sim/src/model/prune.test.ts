import { backupsToRemove, parseRetention } from './prune.ts';

const at = (date: string, isProtected = false): { time: number; protected: boolean } => ({
  time: Date.parse(date) / 1000,
  protected: isProtected,
});

test('keep-all keeps everything', () => {
  expect(parseRetention('keep-all=1')).toBeNull();
});

test('protected ones are neither removed nor counted', () => {
  const group = [at('2026-01-01T01:00:00Z'), at('2026-01-02T01:00:00Z', true), at('2026-01-03T01:00:00Z')];
  expect(backupsToRemove(group, { last: 1 })).toEqual([group[0]]);
});

test('a period that an earlier rule covers does not use up a later one', () => {
  const group = ['03T20', '03T10', '02T20', '02T10', '01T20'].map((hour) => at(`2026-01-${hour}:00:00Z`));
  expect(backupsToRemove(group, { last: 1, daily: 1 })).toEqual([group[1], group[3], group[4]]);
});

test('weeks begin on Monday', () => {
  const [monday, sunday] = [at('2026-01-05T01:00:00Z'), at('2026-01-04T01:00:00Z')];
  expect(backupsToRemove([monday, sunday], { weekly: 2 })).toEqual([]);
  expect(backupsToRemove([monday, sunday], { weekly: 1 })).toEqual([sunday]);
});
