import { because } from '@vigie/contract/step-reasons';
import { StepRetry } from './failure.ts';
import { nothingToUndo, type Step } from './step.ts';

// Undo relies on nothing: a decision is a fact of the past.
// The engine waits for it before `run`, on the queue where waiting is free.
export const awaitApproval: Step = {
  name: 'await-approval',
  run({ order }) {
    if (order.decision !== 'approved') throw new StepRetry(because('not-approved'));
    return Promise.resolve('done');
  },
  undo: nothingToUndo,
};
