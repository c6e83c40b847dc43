import type { StepState } from '@vigie/contract/orders';
import type { Tone } from '../components/StateDot';
import { t } from '../i18n/t';

const words: Record<StepState, () => string> = {
  pending: () => t('step-state.pending', 'To do'),
  running: () => t('step-state.running', 'Running'),
  waiting: () => t('step-state.waiting', 'Waiting'),
  done: () => t('step-state.done', 'Done'),
  failed: () => t('step-state.failed', 'Failed'),
  skipped: () => t('step-state.skipped', 'Not needed'),
  undoing: () => t('step-state.undoing', 'Being taken back'),
  undone: () => t('step-state.undone', 'Taken back'),
};

const tones: Record<StepState, Tone> = {
  pending: 'unknown',
  running: 'moving',
  waiting: 'waiting',
  done: 'good',
  failed: 'failed',
  skipped: 'off',
  undoing: 'moving',
  undone: 'off',
};

export function stepStateText(state: StepState): { word: string; tone: Tone } {
  return { word: words[state](), tone: tones[state] };
}
