import { because } from '@vigie/contract/step-reasons';
import { StepRetry } from './failure.ts';
import { nothingToUndo, type Step } from './step.ts';

// Undo relies on nothing: a choice is a fact of the past.
// The engine waits for it before `run`, on the queue where waiting is free.
export const awaitNetworkChoice: Step = {
  name: 'await-network-choice',
  async run({ order, store }) {
    if (order.network === 'ask') throw new StepRetry(because('network-not-chosen'));
    return (await store.wasAskedForNetwork(order)) ? 'done' : { skipped: because('network-not-asked') };
  },
  undo: nothingToUndo,
};
