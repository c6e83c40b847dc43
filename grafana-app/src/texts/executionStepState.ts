import type { ExecutionStepState } from '@vigie/contract/executions';
import type { Tone } from '../components/StateDot';
import { t } from '../i18n/t';

const words: Record<ExecutionStepState, () => string> = {
  pending: () => t('execution-step-state.pending', 'To do'),
  'awaiting-confirmation': () => t('execution-step-state.awaiting-confirmation', 'To be confirmed'),
  running: () => t('execution-step-state.running', 'Running'),
  waiting: () => t('execution-step-state.waiting', 'Waiting for a person'),
  done: () => t('execution-step-state.done', 'Done'),
  failed: () => t('execution-step-state.failed', 'Failed'),
  skipped: () => t('execution-step-state.skipped', 'Skipped'),
};

const tones: Record<ExecutionStepState, Tone> = {
  pending: 'unknown',
  'awaiting-confirmation': 'waiting',
  running: 'moving',
  waiting: 'waiting',
  done: 'good',
  failed: 'failed',
  skipped: 'off',
};

export function executionStepStateText(state: ExecutionStepState): { word: string; tone: Tone } {
  return { word: words[state](), tone: tones[state] };
}
