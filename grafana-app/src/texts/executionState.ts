import type { ExecutionState } from '@vigie/contract/runbooks';
import type { Tone } from '../components/StateDot';
import { t } from '../i18n/t';

const words: Record<ExecutionState, () => string> = {
  running: () => t('execution-state.running', 'Running'),
  waiting: () => t('execution-state.waiting', 'Waiting for a person'),
  done: () => t('execution-state.done', 'Done'),
  failed: () => t('execution-state.failed', 'Failed'),
  aborted: () => t('execution-state.aborted', 'Aborted'),
};

const tones: Record<ExecutionState, Tone> = { running: 'moving', waiting: 'waiting', done: 'good', failed: 'failed', aborted: 'off' };

export function executionStateText(state: ExecutionState): { word: string; tone: Tone } {
  return { word: words[state](), tone: tones[state] };
}
