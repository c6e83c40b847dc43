import { because } from '@vigie/contract/step-reasons';
import { retryDelay } from '../engine/backoff.ts';
import type { Durable } from '../engine/durable.ts';
import { verdictOf, type Why } from '../engine/verdict.ts';
import { StepRetry } from '../steps/failure.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { changeStep, executionSteps } from '../store/execution-steps.ts';
import { endExecution, findExecution } from '../store/executions.ts';
import type { ActionResult } from './action.ts';
import { neededConfirmations } from './confirmations.ts';
import { contextOf, ExecutionEnded } from './context.ts';
import { prepareAndLook } from './manual-step.ts';
import { plan as planSchema, type PlanStep } from './plan.ts';
import { recheckSeconds, type ExecutionWork, type Next, type Turn } from './turn.ts';
import { whileOpen } from './while-open.ts';

const pollMs = 3_000;

/** The body of an execution's durable run. All its state is in the store: a run that broke off goes on where it was. */
export async function runExecution(durable: Durable, id: string, work: ExecutionWork): Promise<void> {
  for (;;) {
    const next = await durable.step('advance', () => advance(work, id));
    if (next.kind === 'ended') return;
    if (next.kind === 'again' && next.delayMs > 0) await durable.sleep(next.delayMs);
    if (next.kind === 'wait') await durable.wait(next.seconds);
  }
}

/** Brings the execution as far as it comes at this moment: one attempt of an automatic step, or one look at what a person does. */
export async function advance(work: ExecutionWork, id: string): Promise<Next> {
  const execution = await findExecution(work.db, id);
  if (!execution || execution.ended_at !== null) return { kind: 'ended' };
  const plan = planSchema.parse(execution.plan);
  const row = (await executionSteps(work.db, id)).find(({ state }) => state !== 'done' && state !== 'skipped');
  const step = plan.steps.find((one) => one.id === row?.id);
  if (!row || !step) return finish(work.db, id);
  if (row.state === 'failed') return { kind: 'wait', seconds: recheckSeconds };
  const turn = { work, execution, plan, row };
  if (step.kind === 'decision') return decide(turn);
  if (step.kind === 'manual') return prepareAndLook(turn, step);
  if (row.confirmed_by.length < neededConfirmations(step, execution.mode)) return awaitConfirmation(turn);
  return act(turn, step);
}

async function finish(db: Database, id: string): Promise<Next> {
  await whileOpen(db, id, async (tx, { journal }) => {
    await endExecution(tx, id, 'done', null);
    await journal({ act: 'finished' });
    await appendAudit(tx, { actor: 'system', tenant: null, act: 'execution.done', object: id, detail: {} });
  });
  return { kind: 'ended' };
}

async function awaitConfirmation({ work, execution, row }: Turn): Promise<Next> {
  if (row.state === 'pending') {
    await whileOpen(work.db, execution.id, async (tx, { journal, setState }) => {
      await changeStep(tx, execution.id, row.id, { state: 'awaiting-confirmation' });
      await setState('waiting');
      await journal({ act: 'step-waits', step: row.id, detail: { for: 'confirmation' } });
    });
  }
  return { kind: 'wait', seconds: recheckSeconds };
}

async function decide({ work, execution, row }: Turn): Promise<Next> {
  if (row.state === 'pending') {
    await whileOpen(work.db, execution.id, async (tx, { journal, setState }) => {
      await changeStep(tx, execution.id, row.id, { state: 'waiting', started_at: 'now' });
      await setState('waiting');
      await journal({ act: 'step-waits', step: row.id, detail: { for: 'decision' } });
    });
  }
  return { kind: 'wait', seconds: recheckSeconds };
}

/** One attempt of an automatic step. */
async function act(turn: Turn, step: Extract<PlanStep, { kind: 'auto' }>): Promise<Next> {
  const { work, execution, plan, row } = turn;
  const { db } = work;
  const attempts = row.attempts + 1;
  const started = await whileOpen(db, execution.id, async (tx, { journal, setState }) => {
    await changeStep(tx, execution.id, row.id, { state: 'running', attempts, ...(row.started_at === null && { started_at: 'now' }) });
    await setState('running');
    if (row.state !== 'running') await journal({ act: 'step-started', step: row.id });
  });
  if (!started) return { kind: 'ended' };
  let result: ActionResult;
  try {
    const action = work.actions.find(({ name }) => name === step.action);
    if (!action) throw new Error(`there is no action ${step.action}`);
    const context = contextOf(db, work.ports, execution, plan, step.id);
    result = await (execution.mode === 'real' ? action.run(context) : action.rehearse(context));
  } catch (error) {
    if (error instanceof ExecutionEnded) return { kind: 'ended' };
    return failOrRetry(turn, step, attempts, error);
  }
  await whileOpen(db, execution.id, async (tx, { journal }) => {
    await changeStep(tx, execution.id, row.id, { state: result === 'done' ? 'done' : 'skipped', ended_at: 'now', error: null });
    await journal(result === 'done' ? { act: 'step-done', step: row.id } : { act: 'step-skipped', step: row.id, detail: { why: 'not needed' } });
  });
  return { kind: 'again', delayMs: 0 };
}

async function failOrRetry({ work, execution, row }: Turn, step: PlanStep, attempts: number, error: unknown): Promise<Next> {
  const { retry, ...why } = verdictOf(error);
  const minutes = step.timeoutMinutes;
  const late = row.started_at !== null && Date.now() - row.started_at.getTime() > minutes * 60_000;
  if (retry && !late) {
    const open = await whileOpen(work.db, execution.id, (tx) => changeStep(tx, execution.id, row.id, { error: why }));
    if (!open) return { kind: 'ended' };
    return { kind: 'again', delayMs: error instanceof StepRetry ? pollMs : retryDelay(attempts) };
  }
  const last: Why = retry ? { ...because('step-timed-out', { minutes }), technical: `${why.message}\n${why.technical}` } : why;
  await whileOpen(work.db, execution.id, async (tx, { journal, setState }) => {
    await changeStep(tx, execution.id, row.id, { state: 'failed', ended_at: 'now', error: last });
    await setState('failed');
    await journal({ act: 'step-failed', step: row.id, detail: { code: last.code, params: last.params, message: last.message } });
  });
  return { kind: 'wait', seconds: recheckSeconds };
}
