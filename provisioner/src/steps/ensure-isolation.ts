import { because } from '@vigie/contract/step-reasons';
import { protectCluster } from './isolation/protect-cluster.ts';
import { nothingToUndo, type Step } from './step.ts';

// Undo relies on nothing: the group and the set belong to the cluster and protect the machines of all tenants.
// They stay.
export const ensureIsolation: Step = {
  name: 'ensure-isolation',
  againOnRetry: true,
  async run(context) {
    if (context.cluster.isolation.mode === 'off') return { skipped: because('isolation-off') };
    await protectCluster(context);
    return 'done';
  },
  undo: nothingToUndo,
};
