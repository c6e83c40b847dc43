import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { durationText } from '../../duration-text.ts';
import { StepRetry } from '../../steps/failure.ts';
import { ageAtTest } from '../facts.ts';
import { storageAway } from '../lab/backup-config.ts';
import type { ListedBackup, TestContext } from '../ports.ts';
import { fails, holds, judged, type Proof } from '../proof.ts';
import type { Phase } from './phase.ts';

/** The newest complete backup, or the one that was asked for, and whether it is worth restoring at all. */
export const select: Phase = {
  name: 'select',
  async run(context) {
    const { test, backups } = context;
    const listed = await backups.list().catch(storageTrouble);
    const found = test.wantedVolume === null ? listed.find(({ complete }) => complete) : listed.find(({ volume }) => volume === test.wantedVolume);
    if (!found?.complete) return [missing(test.wantedVolume, listed, found)];

    const { volume, takenAt, storage, node } = found;
    const rpaSeconds = ageAtTest(test, takenAt);
    await context.note({ backup: { volume, takenAt: takenAt.toISOString(), storage, node } });
    await context.record({ backup: { volume, takenAt }, rpaSeconds });
    return [holds({ name: 'backup-complete', expected: 'a complete backup', seen: volume }), ...verified(found), ...age(context, rpaSeconds)];
  },
};

/** A storage that cannot be read may hold the backup: nothing is said of it. */
function storageTrouble(error: unknown): never {
  if (!(error instanceof ProxmoxError && storageAway.test(error.reason))) throw error;
  const storage = /\/storage\/([^/]+)/.exec(error.path)?.[1] ?? '';
  throw new StepRetry(because('backup-storage-away', { storage }), { cause: error });
}

function missing(wanted: string | null, listed: ListedBackup[], found: ListedBackup | undefined): Proof {
  const expected = wanted ?? 'a complete backup';
  if (wanted !== null && !found) return fails({ name: 'backup-complete', expected, seen: 'not listed' }, because('backup-gone', { volume: wanted }));
  const seen = found ? 'incomplete' : listed.length === 0 ? 'no backup' : `incomplete backups only: ${listed.length}`;
  return fails({ name: 'backup-complete', expected, seen }, because('backup-missing'));
}

/** A backup that was never verified has no such proof: what was not done did not pass. Its restore says more than a verification. */
function verified({ verification }: ListedBackup): Proof[] {
  if (verification === null) return [];
  const compared = { name: 'backup-verified', expected: 'ok', seen: verification } as const;
  return [judged(verification === 'ok', compared, () => because('backup-verify-failed'))];
}

/**
 * An old backup is not restored: its test could only fail. One that a person asked for is, so that they see what is in it; it fails in
 * `objectives`, because it proves nothing of how much would be lost today.
 */
function age({ test }: TestContext, rpaSeconds: number): Proof[] {
  if (test.wantedVolume !== null) return [];
  const [seen, rpo] = [durationText(rpaSeconds, 'en'), durationText(test.rpoSeconds, 'en')];
  return [
    judged(rpaSeconds <= test.rpoSeconds, { name: 'backup-age', expected: `at most ${rpo}`, seen }, () =>
      because('backup-too-old', { age: seen, rpo }),
    ),
  ];
}
