import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../failure.ts';
import type { Family } from './families.ts';
import type { Guest } from './guest.ts';
import { runJob, settleJob, type Job, type JobEnd } from './job.ts';
import { isLocked, whyNotInstalled } from './judge-log.ts';
import type { Patience } from '../patience.ts';

/** A machine that programs can be run in, and what is known of it. */
export interface Target {
  readonly guest: Guest;
  readonly family: Family;
  readonly patience: Patience;
  /** Its network has a way out. */
  readonly snat: boolean;
}

/** Installs what is missing of these packages, and looks that it is there. Throws a StepFailure that says why it is not. */
export async function ensurePackages(target: Target, wanted: readonly string[]): Promise<void> {
  const { family, guest, patience, snat } = target;
  const lateWith = (packages: readonly string[]) => because('packages-slow', { packages: packages.join(', '), seconds: patience.seconds });
  // One that a daemon began that was killed would end between the look for what is missing and the next start.
  await settleJob(guest, patience, { name: installJob, late: lateWith(wanted) });
  const missing = await missingOf(target, wanted);
  if (missing.length === 0) return;
  const packages = missing.join(', ');
  const late = lateWith(missing);
  const job = (name: string, command: readonly string[]): Job => ({ name, environment: family.environment, command, late });
  const read = family.refresh ? await unlocked(target, job('vigie-packages-refresh', family.refresh)) : null;
  const { well, log } = await unlocked(target, job(installJob, family.install(missing, patience.seconds)));
  if (!well) {
    const all = [read?.log ?? '', log].join('\n').trim();
    throw new StepFailure(whyNotInstalled(all, packages, snat), { cause: new Error(all.slice(-3000)) });
  }
  const left = await missingOf(target, missing);
  if (left.length > 0) throw new StepFailure(because('packages-not-kept', { packages: left.join(', ') }), { cause: new Error(log.slice(-3000)) });
}

const installJob = 'vigie-packages-install';

async function missingOf({ guest, family }: Target, wanted: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const name of wanted) {
    const { exitcode, out } = await guest.run(...family.query(name));
    const there = exitcode === 0 && (family.installedText === undefined || out.trim() === family.installedText);
    if (!there) missing.push(name);
  }
  return missing;
}

/** What another run of the package manager kept from its work is begun again: not all of them wait for each other. */
async function unlocked({ guest, patience }: Target, job: Job): Promise<JobEnd> {
  for (;;) {
    const end = await runJob(guest, patience, job);
    if (end.well || !isLocked(end.log)) return end;
    await patience.pause(job.late, end.log);
  }
}
