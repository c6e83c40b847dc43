import { z } from 'zod';

/** `inconclusive`: the test itself could not be done, so nothing is known; it never counts as a proof. */
export const verdict = z.enum(['passed', 'failed', 'inconclusive']).meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof verdict>;
