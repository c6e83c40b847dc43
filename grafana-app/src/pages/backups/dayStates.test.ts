import type { BackupRun, RestorePoint } from '@vigie/contract/backups';
import { dayStates, lastDays, type RunHistory } from './dayStates';

const now = Date.parse('2026-11-21T08:00:00.000Z');
const days = lastDays(5, now);
const noRuns: RunHistory = { runs: [], completeSince: 0 };
const rpoSeconds = 86_400;

const point = (takenAt: string, changes: Partial<RestorePoint> = {}): RestorePoint => ({
  volume: `pbs:backup/vm/100/${takenAt}`,
  takenAt,
  storage: 'pbs',
  state: 'complete',
  sizeBytes: 1,
  verification: null,
  encrypted: false,
  protected: false,
  origin: 'schedule',
  ...changes,
});

const run = (createdAt: string, state: BackupRun['state']): BackupRun => ({
  id: 'bak_0000000000000001',
  vm: 'vm_0000000000000001',
  vmName: 'web-01',
  vmid: 100,
  tenant: 'acme',
  origin: 'schedule',
  state,
  progress: null,
  requestedBy: 'system',
  createdAt,
  consistent: true,
  canary: true,
});

const states = (points: RestorePoint[] | null, history = noRuns, withinRpo: boolean | null = true) =>
  dayStates({ points, rpoSeconds, withinRpo }, history, days, now).map(({ state }) => state);

test('the days are whole ones, today last', () => {
  expect(days.map((day) => day.toISOString().slice(8, 10))).toEqual(['17', '18', '19', '20', '21']);
});

test('what is known of a backup decides its day', () => {
  const id = 'rst_0000000000000001';
  expect(
    states([
      point('2026-11-21T01:00:00.000Z', { state: 'incomplete' }),
      point('2026-11-20T01:00:00.000Z', { test: { id, verdict: 'passed' } }),
      point('2026-11-19T01:00:00.000Z', { verification: 'failed' }),
      point('2026-11-18T01:00:00.000Z', { verification: 'ok', test: { id, verdict: 'inconclusive' } }),
      point('2026-11-17T01:00:00.000Z'),
    ]),
  ).toEqual(['ok', 'verified', 'failed', 'proven', 'writing']);
});

test('a verified backup that its test could not bring back is a failure', () => {
  const failed = point('2026-11-21T01:00:00.000Z', { verification: 'ok', test: { id: 'rst_0000000000000001', verdict: 'failed' } });
  expect(states([failed]).at(-1)).toBe('failed');
});

test('a day between two backups that are too far apart was late; before the first one nothing is known', () => {
  expect(states([point('2026-11-21T01:00:00.000Z'), point('2026-11-18T01:00:00.000Z')])).toEqual(['none', 'ok', 'late', 'late', 'ok']);
});

test('a backup that retention removed does not make its day late', () => {
  const history = { runs: [run('2026-11-19T01:00:00.000Z', 'done'), run('2026-11-20T01:00:00.000Z', 'failed')], completeSince: 0 };
  expect(states([point('2026-11-21T01:00:00.000Z'), point('2026-11-18T01:00:00.000Z')], history)).toEqual([
    'none',
    'ok',
    'expired',
    'failed',
    'ok',
  ]);
});

test('where not all runs were read, nothing is called late', () => {
  const history = { runs: [], completeSince: Date.parse('2026-11-20T00:00:00.000Z') };
  expect(states([point('2026-11-21T01:00:00.000Z'), point('2026-11-18T01:00:00.000Z')], history)).toEqual([
    'none',
    'ok',
    'none',
    'late',
    'ok',
  ]);
});

test('today is late when the provisioner says so', () => {
  expect(states([], noRuns, false)).toEqual(['none', 'none', 'none', 'none', 'late']);
});

test('a storage that cannot be read proves nothing, lateness neither', () => {
  const history = { runs: [run('2026-11-18T01:00:00.000Z', 'done')], completeSince: 0 };
  expect(states(null, history, null)).toEqual(['none', 'none', 'none', 'none', 'none']);
});
