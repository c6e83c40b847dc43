import type { Phase } from './phase.ts';

/** What was proven is signed, and its hash goes into the audit trail. */
export const evidence: Phase = {
  name: 'evidence',
  async run(context) {
    await context.evidence.sign();
    return [];
  },
};
