import { because } from '@vigie/contract/step-reasons';
import { durationText } from '../../duration-text.ts';
import { ageAtTest, required } from '../facts.ts';
import { judged } from '../proof.ts';
import type { Phase } from './phase.ts';

/** How long the recovery took, and how much work it would have lost, against what was promised. */
export const objectives: Phase = {
  name: 'objectives',
  async run(context) {
    const { test } = context;
    const tookMs = Date.parse(required(context, 'servedAt')) - Date.parse(required(context, 'restoreBeganAt'));
    const rtaSeconds = Math.ceil(tookMs / 1000);
    const rpaSeconds = ageAtTest(test, new Date(required(context, 'backup').takenAt));
    await context.record({ rtaSeconds });
    const [rta, rto] = [durationText(rtaSeconds, 'en'), durationText(test.rtoSeconds, 'en')];
    const [rpa, rpo] = [durationText(rpaSeconds, 'en'), durationText(test.rpoSeconds, 'en')];
    return [
      judged(rtaSeconds <= test.rtoSeconds, { name: 'rto', expected: `at most ${rto}`, seen: rta }, () => because('rto-missed', { rta, rto })),
      judged(rpaSeconds <= test.rpoSeconds, { name: 'rpo', expected: `at most ${rpo}`, seen: rpa }, () => because('rpo-missed', { rpa, rpo })),
    ];
  },
};
