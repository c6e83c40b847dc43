import type { Execution, ExecutionStep, ExecutionSummary, JournalEntry } from '@vigie/contract/executions';
import type { Language } from '@vigie/contract/primitives';
import type { RunbookStep } from '@vigie/contract/runbooks';
import type { JournalRow } from '../store/execution-journal.ts';
import type { ExecutionStepRow } from '../store/execution-steps.ts';
import type { ExecutionRow } from '../store/executions.ts';
import { neededConfirmations } from './confirmations.ts';
import { isDestructive, plan as planSchema, type Plan, type PlanStep } from './plan.ts';
import { text } from './text.ts';

export const planOf = ({ plan }: Pick<ExecutionRow, 'plan'>): Plan => planSchema.parse(plan);

export function executionSummary(row: ExecutionRow, language: Language): ExecutionSummary {
  const plan = planOf(row);
  return {
    id: row.id,
    runbook: row.runbook,
    title: plan.title[language],
    mode: row.mode,
    state: row.state,
    reason: row.reason,
    parameters: row.parameters.map(({ name, value, shown }) => ({ name, value, label: shown })),
    startedBy: row.started_by,
    startedAt: row.started_at.toISOString(),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
    rtoSeconds: plan.rtoMinutes * 60,
  };
}

export function executionView(row: ExecutionRow, steps: ExecutionStepRow[], journal: JournalRow[], language: Language): Execution {
  const plan = planOf(row);
  const known = new Map(plan.steps.map((step) => [step.id, step]));
  return {
    ...executionSummary(row, language),
    steps: steps.flatMap((one) => {
      const step = known.get(one.id);
      return step ? [stepView(step, one, row, language)] : [];
    }),
    journal: journal.map((entry) => entryView(entry, language)),
    ...(row.abort_reason !== null && { abortReason: row.abort_reason }),
  };
}

/** A step of a plan as people read it. */
export function planStepView(step: PlanStep, language: Language): RunbookStep {
  return {
    id: step.id,
    kind: step.kind,
    title: step.title[language],
    instruction: step.instruction[language],
    expected: step.expected[language],
    destructive: isDestructive(step),
    timeoutMinutes: step.timeoutMinutes,
    options: step.kind === 'decision' ? step.options.map(({ id, label }) => ({ id, label: label[language] })) : [],
  };
}

function stepView(step: PlanStep, row: ExecutionStepRow, { mode }: ExecutionRow, language: Language): ExecutionStep {
  return {
    ...planStepView(step, language),
    state: row.state,
    ...(row.started_at && { startedAt: row.started_at.toISOString() }),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
    confirmedBy: row.confirmed_by,
    neededConfirmations: neededConfirmations(step, mode),
    ...(row.done_by !== null && { doneBy: row.done_by }),
    ...(row.chosen !== null && { chosen: row.chosen }),
    ...(row.note !== null && { note: row.note }),
    ...(row.probe && { probe: { reached: row.probe.reached, doubtful: row.probe.doubtful, text: row.probe.text[language], at: row.probe.at } }),
    lines: row.lines.map(({ text, command }) => ({ text: text[language], command })),
    ...(row.code !== null && {
      error: { code: row.code, params: row.params ?? {}, message: row.message ?? '', ...(row.technical !== null && { technical: row.technical }) },
    }),
  };
}

const entryView = ({ sequence, at, actor, act, step, detail }: JournalRow, language: Language): JournalEntry => ({
  sequence, at: at.toISOString(), actor, act, ...(step !== null && { step }),
  detail: Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, text.safeParse(value).data?.[language] ?? value])),
});
