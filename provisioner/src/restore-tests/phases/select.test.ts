import { backupFact, fakeContext, refused } from '../fixture.ts';
import type { ListedBackup } from '../ports.ts';
import { select } from './select.ts';

const backup = (hoursOld: number, facts: Partial<ListedBackup> = {}): ListedBackup => {
  const takenAt = new Date(Date.parse('2026-11-21T03:30:00Z') - hoursOld * 3_600_000);
  return { volume: `pbs:backup/vm/20000/${takenAt.toISOString()}`, takenAt, storage: 'pbs', node: 'pve1', complete: true, verification: null, ...facts };
};
const world = (listed: ListedBackup[], wantedVolume: string | null = null) => {
  const fake = fakeContext({}, { backups: { list: () => Promise.resolve(listed) } });
  Object.assign(fake.context.test, { wantedVolume });
  return fake;
};
const reasons = async (listed: ListedBackup[], wanted: string | null = null) =>
  (await select.run(world(listed, wanted).context)).map((proof) => (proof.passed ? proof.name : proof.reason.code));

test('the newest complete backup is taken, an incomplete newer one is not', async () => {
  const { context, facts, recorded } = world([backup(1, { complete: false }), backup(2), backup(30)]);
  expect((await select.run(context)).every(({ passed }) => passed)).toBe(true);
  expect(facts.backup?.volume).toBe(backup(2).volume);
  expect(recorded.rpaSeconds).toBe(7200);
});

test('missing, too old, damaged: each by its own reason', async () => {
  expect(await reasons([])).toEqual(['backup-missing']);
  expect(await reasons([backup(1, { complete: false })])).toEqual(['backup-missing']);
  expect(await reasons([backup(26.001)])).toEqual(['backup-complete', 'backup-too-old']);
  expect(await reasons([backup(26)])).toEqual(['backup-complete', 'backup-age']);
  expect(await reasons([backup(1, { verification: 'failed' })])).toContain('backup-verify-failed');
});

test('a verification that was never made is no proof', async () => {
  expect(await reasons([backup(1)])).not.toContain('backup-verified');
  expect(await reasons([backup(1, { verification: 'ok' })])).toContain('backup-verified');
});

test('one that was asked for is taken whatever its age, and is missed when it is gone', async () => {
  expect(await reasons([backup(1), backup(90)], backup(90).volume)).toEqual(['backup-complete']);
  expect(await reasons([backup(1)], backupFact().volume)).toEqual(['backup-gone']);
});

test('a storage that cannot be read is no missing backup', async () => {
  const { context } = fakeContext({}, { backups: { list: () => Promise.reject(refused("pbs: error fetching datastores - 500 Can't connect to pbs:8007")) } });
  await expect(select.run(context)).rejects.toMatchObject({ name: 'StepRetry', reason: { code: 'backup-storage-away', params: { storage: 'pbs' } } });
});
