import type { RestoreTestPhaseName } from '@vigie/contract/restore-test-phases';
import type { RestoreTestPhaseState } from '@vigie/contract/restore-tests';
import type { StepReasonCode } from '@vigie/contract/step-reasons';
import type { Verdict } from '@vigie/contract/verdict';

export interface EndedPhase {
  name: RestoreTestPhaseName;
  state: RestoreTestPhaseState;
  code: StepReasonCode | null;
  params: Record<string, string | number> | null;
  message: string | null;
  technical: string | null;
}

export interface Conclusion {
  state: 'done' | 'cancelled';
  /** Null when somebody stopped the test before it could tell. */
  verdict: Verdict | null;
  reason: { code: StepReasonCode; params: Record<string, string | number>; message: string; technical: string | null } | null;
}

/**
 * What the phases say together. A proof is only what passed in every phase: one that was skipped or never ran proves nothing, and neither
 * does a test that left something behind. `deciding` are the names of the phases that make the verdict.
 */
export function conclude(phases: readonly EndedPhase[], deciding: readonly RestoreTestPhaseName[]): Conclusion {
  const judging = phases.filter(({ name }) => deciding.includes(name) || name === 'cleanup');
  const failed = judging.find(({ state }) => state === 'failed');
  if (failed) return { state: 'done', verdict: 'failed', reason: reasonOf(failed) };
  const stopped = judging.find(({ state, code }) => state === 'skipped' && code === 'test-cancelled');
  if (stopped) return { state: 'cancelled', verdict: null, reason: reasonOf(stopped) };
  const unproven = judging.find(({ state }) => state !== 'passed');
  if (unproven) return { state: 'done', verdict: 'inconclusive', reason: reasonOf(unproven) };
  const complete = deciding.every((name) => judging.some((phase) => phase.name === name));
  return { state: 'done', verdict: complete ? 'passed' : 'inconclusive', reason: null };
}

function reasonOf({ code, params, message, technical }: EndedPhase): Conclusion['reason'] {
  return code === null ? null : { code, params: params ?? {}, message: message ?? '', technical };
}
