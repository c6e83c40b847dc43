import { because } from '@vigie/contract/step-reasons';
import { StepRetry } from '../failure.ts';
import type { Guest } from './guest.ts';
import type { Patience } from '../patience.ts';

/** Long work inside a machine. Only one of its name is ever there. */
export interface Job {
  readonly name: string;
  readonly environment: readonly string[];
  readonly command: readonly string[];
  /** What a person reads when it takes too long. */
  readonly late: Parameters<Patience['pause']>[0];
}

export interface JobEnd {
  readonly well: boolean;
  /** The last lines that it wrote. */
  readonly log: string;
}

type JobState = 'absent' | 'running' | 'well' | 'badly';

const logLines = 25;

/**
 * Runs a job to its end. It is a transient unit of systemd, because the name makes it single: one that runs already, sent by a daemon that was
 * killed or in a call whose answer was lost, is waited for, and a second start of it is refused. It also outlives the agent, which may be
 * restarted by what is installed.
 */
export async function runJob(guest: Guest, patience: Patience, job: Job): Promise<JobEnd> {
  const unit = `${job.name}.service`;
  let state = await stateOf(guest, unit);
  if (state !== 'running') {
    await forget(guest, unit, state);
    // Its answer is not asked: when it was sent twice the second one is refused, and the unit tells what is there.
    const { err } = await guest.run(...startOf(job));
    state = await stateOf(guest, unit);
    if (state === 'absent') return { well: false, log: withoutPasswords(err) };
  }
  while (state === 'running') {
    await patience.pause(job.late, await logOf(guest, unit));
    state = await stateOf(guest, unit);
  }
  // Units of this kind do not outlive a restart of the machine.
  if (state === 'absent') throw new StepRetry(because('packages-interrupted'));
  return { well: state === 'well', log: await logOf(guest, unit) };
}

/** Waits for a job that somebody else began, whose end is of no matter. */
export async function settleJob(guest: Guest, patience: Patience, { name, late }: Pick<Job, 'name' | 'late'>): Promise<void> {
  const unit = `${name}.service`;
  let state = await stateOf(guest, unit);
  while (state === 'running') {
    await patience.pause(late, await logOf(guest, unit));
    state = await stateOf(guest, unit);
  }
  await forget(guest, unit, state);
}

/** `--remain-after-exit` keeps a unit that ended well, so that its end is still seen; one that failed stays by itself. */
function startOf({ name, environment, command }: Job): string[] {
  return ['systemd-run', `--unit=${name}`, '--remain-after-exit', ...environment.map((entry) => `--setenv=${entry}`), ...command];
}

async function stateOf(guest: Guest, unit: string): Promise<JobState> {
  return jobState((await guest.run('systemctl', 'show', '--property=LoadState,ActiveState,SubState', unit)).out);
}

/** What `systemctl show` says of a unit, one `Key=value` a line. */
export function jobState(text: string): JobState {
  const { LoadState, ActiveState, SubState } = Object.fromEntries(text.split('\n').map((line) => line.split('=', 2))) as Record<string, string>;
  if (LoadState === 'not-found' || LoadState === undefined) return 'absent';
  if (ActiveState === 'failed') return 'badly';
  if (ActiveState === 'active' && SubState === 'exited') return 'well';
  return ActiveState === 'inactive' ? 'absent' : 'running';
}

async function forget(guest: Guest, unit: string, state: JobState): Promise<void> {
  if (state === 'well') await guest.run('systemctl', 'stop', unit);
  if (state === 'badly') await guest.run('systemctl', 'reset-failed', unit);
}

async function logOf(guest: Guest, unit: string): Promise<string> {
  const { out } = await guest.run('journalctl', `--unit=${unit}`, `--lines=${logLines}`, '--output=cat', '--no-pager', '--quiet');
  return withoutPasswords(out);
}

/** A mirror may be named with a password in its address. */
export const withoutPasswords = (text: string): string => text.replace(/\/\/[^\s/@]+@/g, '//***@');
