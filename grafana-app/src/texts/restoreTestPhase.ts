import type { RestoreTestPhaseName } from '@vigie/contract/restore-test-phases';
import type { RestoreTestPhase } from '@vigie/contract/restore-tests';
import type { Tone } from '../components/StateDot';
import { t } from '../i18n/t';

const names: Record<RestoreTestPhaseName, () => string> = {
  select: () => t('test-phase.select', 'Choose the backup'),
  preflight: () => t('test-phase.preflight', 'Check backup and lab'),
  reserve: () => t('test-phase.reserve', 'Reserve a VMID of the lab'),
  restore: () => t('test-phase.restore', 'Restore into the lab'),
  inspect: () => t('test-phase.inspect', 'Inspect before the start'),
  start: () => t('test-phase.start', 'Start the machine'),
  agent: () => t('test-phase.agent', 'Wait for its agent'),
  identity: () => t('test-phase.identity', 'Is it this machine?'),
  data: () => t('test-phase.data', 'Are its data complete?'),
  service: () => t('test-phase.service', 'Do its services answer?'),
  objectives: () => t('test-phase.objectives', 'Compare with the objectives'),
  cleanup: () => t('test-phase.cleanup', 'Remove what the test made'),
  evidence: () => t('test-phase.evidence', 'Sign the evidence'),
};

export const restoreTestPhaseText = (name: RestoreTestPhaseName): string => names[name]();

type PhaseState = RestoreTestPhase['state'];

const states: Record<PhaseState, () => string> = {
  pending: () => t('test-phase-state.pending', 'To do'),
  running: () => t('test-phase-state.running', 'Running'),
  passed: () => t('test-phase-state.passed', 'Passed'),
  failed: () => t('test-phase-state.failed', 'Failed'),
  inconclusive: () => t('test-phase-state.inconclusive', 'Could not be done'),
  skipped: () => t('test-phase-state.skipped', 'Not done'),
};

const tones: Record<PhaseState, Tone> = {
  pending: 'unknown',
  running: 'moving',
  passed: 'good',
  failed: 'failed',
  inconclusive: 'waiting',
  skipped: 'off',
};

export function restoreTestPhaseStateText(state: PhaseState): { word: string; tone: Tone } {
  return { word: states[state](), tone: tones[state] };
}
