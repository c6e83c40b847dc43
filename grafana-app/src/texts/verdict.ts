import type { Verdict } from '@vigie/contract/verdict';
import type { Tone } from '../components/StateDot';
import { t } from '../i18n/t';

const words: Record<Verdict, () => string> = {
  passed: () => t('verdict.passed', 'Passed'),
  failed: () => t('verdict.failed', 'Failed'),
  inconclusive: () => t('verdict.inconclusive', 'Inconclusive'),
};

const tones: Record<Verdict, Tone> = { passed: 'good', failed: 'failed', inconclusive: 'unknown' };

export function verdictText(verdict: Verdict): { word: string; tone: Tone } {
  return { word: words[verdict](), tone: tones[verdict] };
}
