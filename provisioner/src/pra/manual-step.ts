import { verdictOf } from '../engine/verdict.ts';
import { changeStep, executionSteps, type StepChange } from '../store/execution-steps.ts';
import { neededConfirmations } from './confirmations.ts';
import { contextOf } from './context.ts';
import type { Guide } from './guide.ts';
import type { PlanStep } from './plan.ts';
import { typeset } from './text.ts';
import { recheckSeconds, type Next, type Turn } from './turn.ts';
import { whileOpen } from './while-open.ts';

/** Shows a person what to do, and looks again and again whether it is done. Only a person ends the step. */
export async function prepareAndLook(turn: Turn, step: Extract<PlanStep, { kind: 'manual' }>): Promise<Next> {
  const guide = step.action === undefined ? undefined : turn.work.guides.find(({ name }) => name === step.action);
  const { row } = turn;
  // Lines that could not be made are tried again: a person must be able to go on meanwhile.
  if (row.state === 'pending' || row.code !== null) {
    const prepared = await prepare(turn, step, guide);
    if (prepared !== 'waiting') return prepared === 'ended' ? { kind: 'ended' } : { kind: 'again', delayMs: 0 };
  }
  if (!guide?.look) return { kind: 'wait', seconds: row.code === null ? recheckSeconds : looksEverySeconds(row.started_at) };
  await look(turn, guide.look);
  return { kind: 'wait', seconds: looksEverySeconds(row.started_at) };
}

/** Often while somebody is at it, seldom when it waits for days. */
function looksEverySeconds(since: Date | null): number {
  const minutes = since === null ? 0 : (Date.now() - since.getTime()) / 60_000;
  if (minutes < 10) return 5;
  return minutes < 60 ? 15 : 60;
}

async function prepare(turn: Turn, step: PlanStep, guide: Guide | undefined): Promise<'waiting' | 'over' | 'ended'> {
  const { work, execution, plan, row } = turn;
  let change: StepChange = { error: null };
  let needed = true;
  try {
    needed = (await guide?.prepare(contextOf(work.db, work.ports, execution, plan, step.id))) !== 'not-needed';
  } catch (error) {
    const { retry: _retry, ...why } = verdictOf(error);
    change = { error: why };
  }
  const open = await whileOpen(work.db, execution.id, async (tx, { journal, setState }) => {
    if (!needed) {
      await changeStep(tx, execution.id, row.id, { ...change, state: 'skipped', ended_at: 'now' });
      await journal({ act: 'step-skipped', step: row.id, detail: { why: 'not needed' } });
      return;
    }
    await changeStep(tx, execution.id, row.id, change);
    if (row.state !== 'pending') return;
    const confirming = row.confirmed_by.length < neededConfirmations(step, execution.mode);
    await changeStep(tx, execution.id, row.id, { state: confirming ? 'awaiting-confirmation' : 'waiting', started_at: 'now' });
    await setState('waiting');
    await journal({ act: 'step-waits', step: row.id, detail: { for: confirming ? 'confirmation' : 'a person' } });
  });
  if (!open) return 'ended';
  return needed ? 'waiting' : 'over';
}

async function look({ work, execution, plan, row }: Turn, see: NonNullable<Guide['look']>): Promise<void> {
  let change: StepChange;
  try {
    const sight = await see(contextOf(work.db, work.ports, execution, plan, row.id));
    change = { probe: { reached: sight.reached, doubtful: sight.doubtful ?? false, text: typeset(sight.text), at: new Date().toISOString() } };
  } catch (error) {
    const { retry: _retry, ...why } = verdictOf(error);
    change = { error: why };
  }
  await whileOpen(work.db, execution.id, async (tx, { journal }) => {
    // A person may have ended the step during the look.
    const now = (await executionSteps(tx, execution.id)).find(({ id }) => id === row.id);
    if (now?.state !== 'waiting' && now?.state !== 'awaiting-confirmation') return;
    await changeStep(tx, execution.id, row.id, change);
    if (change.probe && change.probe.reached !== (now.probe?.reached ?? false)) {
      const seen = change.probe.doubtful ? 'probe-fits' : 'probe-reached';
      await journal({ act: change.probe.reached ? seen : 'probe-lost', step: row.id, detail: { seen: change.probe.text } });
    }
  });
}
