import type { StepAct } from '@vigie/contract/executions';
import { ProblemError } from '../problem-error.ts';
import type { Queryable } from '../store/database.ts';
import { appendJournal } from '../store/execution-journal.ts';
import { changeStep, executionSteps, type ExecutionStepRow } from '../store/execution-steps.ts';
import { endExecution, setExecutionState, type ExecutionRow } from '../store/executions.ts';
import { neededConfirmations } from './confirmations.ts';
import type { Guide } from './guide.ts';
import type { Plan, PlanStep } from './plan.ts';

interface Deed {
  tx: Queryable;
  execution: ExecutionRow;
  row: ExecutionStepRow;
  step: PlanStep;
  login: string;
  guides: readonly Guide[];
}

/** Writes what a person does with a step, with its line in the journal. The execution's row must be held and open. */
export async function actOn(
  tx: Queryable,
  execution: ExecutionRow,
  plan: Plan,
  guides: readonly Guide[],
  { login, stepId, act }: { login: string; stepId: string; act: StepAct },
): Promise<void> {
  const rows = await executionSteps(tx, execution.id);
  const row = rows.find(({ id }) => id === stepId);
  const step = plan.steps.find(({ id }) => id === stepId);
  if (!row || !step) throw new ProblemError('not-found', `The execution ${execution.id} has no step ${stepId}.`);
  await deeds[act.act]({ tx, execution, row, step, login, guides }, act as never);
}

type Act<Name extends StepAct['act']> = Extract<StepAct, { act: Name }>;

const deeds: { [Name in StepAct['act']]: (deed: Deed, act: Act<Name>) => Promise<void> } = {
  async confirm(deed, { note }) {
    const { tx, execution, row, step, login } = deed;
    require(row, ['awaiting-confirmation']);
    if (row.confirmed_by.includes(login)) {
      throw new ProblemError('second-person-needed', 'You have confirmed this step. Another person must confirm it too.');
    }
    const confirmed = [...row.confirmed_by, login];
    const enough = confirmed.length >= neededConfirmations(step, execution.mode);
    const next = step.kind === 'manual' ? 'waiting' : 'pending';
    await changeStep(tx, execution.id, row.id, { confirmed_by: confirmed, ...(enough && { state: next }) });
    await write(deed, 'confirmed', { confirmations: confirmed.length, ...(note && { note }) });
  },
  async done(deed, { note }) {
    const { tx, execution, row, step, login, guides } = deed;
    if (step.kind !== 'manual') throw wrongState(row, 'a manual step');
    require(row, ['waiting']);
    const watched = guides.some(({ name, look }) => name === step.action && look !== null);
    if (watched && row.probe?.reached !== true && note === undefined) {
      throw new ProblemError('invalid-request', 'Vigie does not see that this step is done. Say in a note why it is.', [
        { path: 'note', message: 'needed, because the expected state is not seen' },
      ]);
    }
    await changeStep(tx, execution.id, row.id, { state: 'done', ended_at: 'now', done_by: login, note: note ?? null, error: null });
    await write(deed, 'done', { ...(watched && { seen: row.probe?.reached === true }), ...(note && { note }) });
  },
  async choose(deed, { option, note }) {
    const { tx, execution, row, step, login } = deed;
    if (step.kind !== 'decision') throw wrongState(row, 'a decision');
    require(row, ['waiting']);
    const chosen = step.options.find(({ id }) => id === option);
    if (!chosen) throw new ProblemError('invalid-request', `There is no option ${option}.`, [{ path: 'option', message: 'no such option' }]);
    await changeStep(tx, execution.id, row.id, { state: 'done', ended_at: 'now', done_by: login, chosen: option, note: note ?? null });
    await write(deed, 'chosen', { option, ...(note && { note }) });
    for (const target of chosen.skip) {
      await changeStep(tx, execution.id, target, { state: 'skipped', ended_at: 'now' });
      await appendJournal(tx, execution.id, { actor: login, act: 'step-skipped', step: target, detail: { why: `${row.id}: ${option}` } });
    }
    if (chosen.abort) await abortExecution(tx, execution, login, note ?? chosen.label.en);
  },
  async retry(deed, { note }) {
    const { tx, execution, row } = deed;
    require(row, ['failed']);
    await changeStep(tx, execution.id, row.id, { state: 'pending', started_at: null, ended_at: null, error: null });
    await setExecutionState(tx, execution.id, 'running');
    await write(deed, 'retried', { ...(note && { note }) });
  },
  async skip(deed, { note }) {
    const { tx, execution, row, login } = deed;
    require(row, ['failed']);
    await changeStep(tx, execution.id, row.id, { state: 'skipped', ended_at: 'now', done_by: login, note });
    await setExecutionState(tx, execution.id, 'running');
    await write(deed, 'skipped', { note });
  },
};

/** Ends an open execution. What was not over is skipped; a failed step stays failed. */
export async function abortExecution(tx: Queryable, execution: ExecutionRow, login: string, reason: string): Promise<void> {
  for (const { id, state } of await executionSteps(tx, execution.id)) {
    if (state !== 'done' && state !== 'skipped' && state !== 'failed') await changeStep(tx, execution.id, id, { state: 'skipped', ended_at: 'now' });
  }
  await endExecution(tx, execution.id, 'aborted', reason);
  await appendJournal(tx, execution.id, { actor: login, act: 'aborted', detail: { reason } });
}

const write = ({ tx, execution, row, login }: Deed, act: string, detail: Record<string, unknown>): Promise<void> =>
  appendJournal(tx, execution.id, { actor: login, act, step: row.id, detail });

function require(row: ExecutionStepRow, states: readonly ExecutionStepRow['state'][]): void {
  if (!states.includes(row.state)) throw wrongState(row, states.join(' or '));
}

const wrongState = (row: ExecutionStepRow, needed: string): ProblemError =>
  new ProblemError('wrong-state', `The step ${row.id} is ${row.state}; this is possible only for ${needed}.`);
