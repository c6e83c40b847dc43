import { because } from '@vigie/contract/step-reasons';
import { durationText } from '../../duration-text.ts';
import { StepFailure } from '../../steps/failure.ts';
import { required } from '../facts.ts';
import { askAgent } from '../guest/ask.ts';
import { canaryPath, readCanary, sha256 } from '../guest/canary.ts';
import { mountsOf } from '../guest/fstab.ts';
import { readGuestFile } from '../guest/read-file.ts';
import type { KnownMachine, TestContext } from '../ports.ts';
import { fails, holds, judged, type Proof } from '../proof.ts';
import type { Phase } from './phase.ts';

/** Clocks of the daemon and of the storage differ a little. */
const skewMs = 60_000;

/** The file systems are mounted, and the data is that of the backup's time. */
export const data: Phase = {
  name: 'data',
  async run(context) {
    const mounts = await fileSystems(context);
    // A canary that nobody can judge must not hide what is missing.
    return mounts.every(({ passed }) => passed) ? [...mounts, await canary(context)] : mounts;
  },
};

/** `/`, and what the machine's own fstab wants. */
async function fileSystems(context: TestContext): Promise<Proof[]> {
  const { result } = await askAgent<{ result: { mountpoint: string; type: string }[] }>(context, 'GET', 'get-fsinfo');
  const fstab = (await readGuestFile(context, '/etc/fstab'))?.toString('utf8') ?? '';
  return [...new Set(['/', ...mountsOf(fstab)])].map((mount) => {
    const seen = result.find(({ mountpoint }) => mountpoint === mount)?.type ?? 'not mounted';
    return judged(seen !== 'not mounted', { name: 'file-systems', subject: mount, expected: 'mounted', seen }, () =>
      because('file-system-missing', { mount }),
    );
  });
}

async function canary(context: TestContext): Promise<Proof> {
  const { volume } = required(context, 'backup');
  const own = await context.inventory.ofBackup(volume);
  const file = await readGuestFile(context, canaryPath);
  if (own?.canary) return ofThisBackup(context, own.canary, file);
  const last = await context.inventory.last();
  const proof = ofAnyTime(context, last, file);
  // Vigie could write none, because the machine did not run or its agent was silent. The last one that it wrote is in there, so nothing
  // is known to be lost; but nobody can tell how old the data is.
  const unchanged = !proof.passed && proof.reason.code === 'canary-stale' && file && sha256(file) === last?.canary?.sha256;
  if (unchanged && (await context.inventory.madeByUs(volume))) throw new StepFailure(because('canary-unknown'));
  return proof;
}

/** Vigie made the backup and wrote a canary before it: the very file must be there. */
function ofThisBackup(context: TestContext, expected: { sha256: string; at: string }, file: Buffer | null): Proof {
  const compared = { name: 'canary', subject: canaryPath, expected: `${expected.sha256} of ${expected.at}`, seen: file ? sha256(file) : 'none' } as const;
  if (!file) return fails(compared, because('canary-missing'));
  if (compared.seen === expected.sha256) return holds(compared);
  const found = readCanary(file);
  const late = found ? tooOld(context, found.at) : null;
  if (found && late) return fails({ ...compared, seen: `${compared.seen} of ${found.at.toISOString()}` }, late);
  return fails(compared, because('canary-differs'));
}

/** Somebody else made the backup: the newest canary in it tells how old its data is. */
function ofAnyTime(context: TestContext, last: KnownMachine | null, file: Buffer | null): Proof {
  const { test } = context;
  const takenAt = backupTime(context);
  const expected = `a canary of ${test.vmId}, at most ${durationText(test.rpoSeconds, 'en')} before ${takenAt.toISOString()}`;
  const compared = { name: 'canary', subject: canaryPath, expected, seen: file ? sha256(file) : 'none' } as const;
  if (!file) {
    const written = last?.canary && new Date(last.canary.at) <= takenAt;
    if (!written) throw new StepFailure(because('canary-unknown'));
    return fails(compared, because('canary-missing'));
  }
  const found = readCanary(file);
  if (found?.vm !== test.vmId) return fails(compared, because('canary-differs'));
  const seen = found.at.toISOString();
  if (found.at.getTime() > takenAt.getTime() + skewMs) return fails({ ...compared, seen }, because('canary-differs'));
  const late = tooOld(context, found.at);
  return late ? fails({ ...compared, seen }, late) : holds({ ...compared, seen });
}

function tooOld(context: TestContext, at: Date) {
  const { rpoSeconds } = context.test;
  const seconds = (backupTime(context).getTime() - at.getTime()) / 1000;
  return seconds > rpoSeconds ? because('canary-stale', { age: durationText(seconds, 'en'), rpo: durationText(rpoSeconds, 'en') }) : null;
}

const backupTime = (context: TestContext) => new Date(required(context, 'backup').takenAt);
