import type { RestoreTestPhaseName } from '@vigie/contract/restore-test-phases';
import { because, type StepReason } from '@vigie/contract/step-reasons';
import { retryDelay } from '../engine/backoff.ts';
import type { Durable } from '../engine/durable.ts';
import { verdictOf } from '../engine/verdict.ts';
import type { PhaseEnd } from '../store/restore-test-phases.ts';
import { Disproof, TestCancelled, type Proof } from './proof.ts';

/** What the body of a test uses of the store and of the phases. Every call may be repeated. */
export interface TestWork {
  readonly deciding: readonly RestoreTestPhaseName[];
  /** False when the test has ended already. */
  begin(id: string): Promise<boolean>;
  stateOf(id: string, phase: RestoreTestPhaseName): Promise<string>;
  /** Who stopped the test, null while nobody did. */
  cancelledBy(id: string): Promise<string | null>;
  started(id: string, phase: RestoreTestPhaseName): Promise<void>;
  run(id: string, phase: RestoreTestPhaseName): Promise<Proof[]>;
  retries(id: string, phase: RestoreTestPhaseName, why: StepReason & { technical: string }): Promise<void>;
  ended(id: string, phase: RestoreTestPhaseName, end: PhaseEnd): Promise<void>;
  /** Marks the deciding phases that were not ended as not done. */
  skipRest(id: string, why: StepReason): Promise<void>;
  /** Ends the test, when its evidence has not done so. */
  end(id: string): Promise<void>;
  notify(id: string): Promise<void>;
}

/** About four minutes of trying, see `retryDelay`. */
const maxAttempts = 12;

type Outcome = { kind: 'passed' } | { kind: 'stopped'; why: StepReason } | { kind: 'retry'; delayMs: number };

/** The durable body: the deciding phases until one of them does not pass, then in any case cleanup, evidence and the message. */
export async function runTest(durable: Durable, id: string, work: TestWork): Promise<void> {
  if (!(await durable.step('begin', () => work.begin(id)))) return;
  for (const name of work.deciding) {
    const outcome = await runPhase(durable, id, name, work, true);
    if (outcome.kind === 'passed') continue;
    await durable.step('skip-rest', () => work.skipRest(id, outcome.why));
    break;
  }
  await runPhase(durable, id, 'cleanup', work, false);
  await runPhase(durable, id, 'evidence', work, false);
  await durable.step('end', () => work.end(id));
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const delayMs = await durable.step('notify', () => attemptNotice(work, id, attempt));
    if (delayMs === null) return;
    await durable.sleep(delayMs);
  }
}

async function runPhase(durable: Durable, id: string, name: RestoreTestPhaseName, work: TestWork, stoppable: boolean) {
  for (let attempt = 1; ; attempt++) {
    const outcome = await durable.step(name, () => takePhase(id, name, work, attempt, stoppable));
    if (outcome.kind !== 'retry') return outcome;
    await durable.sleep(outcome.delayMs);
  }
}

/** One attempt at a phase. `stoppable`: somebody may stop the test here; the closing phases run in any case. */
export async function takePhase(
  id: string,
  name: RestoreTestPhaseName,
  work: TestWork,
  attempt: number,
  stoppable: boolean,
): Promise<Outcome> {
  const state = await work.stateOf(id, name);
  if (state === 'passed') return { kind: 'passed' };
  if (state !== 'pending' && state !== 'running') return { kind: 'stopped', why: because('earlier-phase-failed', { phase: name }) };
  const login = stoppable ? await work.cancelledBy(id) : null;
  if (login !== null) return { kind: 'stopped', why: because('test-cancelled', { login }) };
  await work.started(id, name);
  try {
    return await conclude(id, name, work, await work.run(id, name));
  } catch (error) {
    if (error instanceof Disproof) return conclude(id, name, work, [error.proof]);
    if (error instanceof TestCancelled) return { kind: 'stopped', why: because('test-cancelled', { login: (await work.cancelledBy(id)) ?? '' }) };
    const { retry, ...why } = verdictOf(error);
    if (retry && attempt < maxAttempts) {
      await work.retries(id, name, why);
      return { kind: 'retry', delayMs: retryDelay(attempt) };
    }
    await work.ended(id, name, { state: 'inconclusive', why, checks: [] });
    return { kind: 'stopped', why: because('earlier-phase-failed', { phase: name }) };
  }
}

async function conclude(id: string, name: RestoreTestPhaseName, work: TestWork, checks: Proof[]): Promise<Outcome> {
  const failed = checks.find((check) => !check.passed);
  if (!failed) {
    await work.ended(id, name, { state: 'passed', why: null, checks });
    return { kind: 'passed' };
  }
  const why = failed.passed ? null : { ...failed.reason, ...(failed.technical !== undefined && { technical: failed.technical }) };
  await work.ended(id, name, { state: 'failed', why, checks });
  return { kind: 'stopped', why: because('earlier-phase-failed', { phase: name }) };
}

/** Null when it is told, or not going to be: a message that cannot be sent never changes a verdict. */
async function attemptNotice(work: TestWork, id: string, attempt: number): Promise<number | null> {
  try {
    await work.notify(id);
    return null;
  } catch {
    return retryDelay(attempt);
  }
}
