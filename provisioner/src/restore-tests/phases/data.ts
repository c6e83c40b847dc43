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
    return [...(await fileSystems(context)), await canary(context)];
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
  return own?.canary ? ofThisBackup(context, own.canary, file) : ofAnyTime(context, await context.inventory.last(), file);
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
