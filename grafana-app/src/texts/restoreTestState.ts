import type { RestoreTestState } from '@vigie/contract/restore-tests';
import type { Verdict } from '@vigie/contract/verdict';
import type { Tone } from '../components/StateDot';
import { t } from '../i18n/t';
import { verdictText } from './verdict';

const words: Record<RestoreTestState, () => string> = {
  queued: () => t('restore-test-state.queued', 'Queued'),
  running: () => t('restore-test-state.running', 'Running'),
  done: () => t('restore-test-state.done', 'Done'),
  cancelled: () => t('restore-test-state.cancelled', 'Cancelled'),
};

const tones: Record<RestoreTestState, Tone> = { queued: 'unknown', running: 'moving', done: 'good', cancelled: 'off' };

/** The verdict of a test that is done, else how far it is. */
export function restoreTestStateText({ state, verdict }: { state: RestoreTestState; verdict: Verdict | null }): {
  word: string;
  tone: Tone;
} {
  return state === 'done' && verdict !== null ? verdictText(verdict) : { word: words[state](), tone: tones[state] };
}
