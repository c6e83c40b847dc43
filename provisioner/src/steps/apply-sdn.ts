import { because } from '@vigie/contract/step-reasons';
import { StepFailure, StepRetry } from './failure.ts';
import { networkThere } from './pve/tenant-network.ts';
import { zoneOnNodes, type ZoneOnNode } from './pve/zone-on-nodes.ts';
import { nothingToUndo, type Step } from './step.ts';

// Undo relies on ensure-vnet's undo: an applied configuration is taken back by changing it and applying again.
// That is done there, where the change is.
export const applySdn: Step = {
  name: 'apply-sdn',
  againOnRetry: true,
  async run(context) {
    const { store, order, sdn, pve, cluster } = context;
    const { zone } = cluster.sdn;
    const network = await store.networkOf(order);
    const there = networkThere(context, network);
    const seen: { nodes: ZoneOnNode[] | null } = { nodes: null };
    await sdn.change({
      async isDone() {
        if (!(await there.isDone())) return false;
        seen.nodes = await zoneOnNodes(pve, zone);
        // A node that did not follow the last apply gets another one. While it still follows, there is nothing to do but to wait.
        return seen.nodes.every(({ state }) => state === 'loaded' || state === 'loading');
      },
      async write(writer) {
        seen.nodes = null;
        await there.write(writer);
      },
    });
    if (seen.nodes === null && !(await there.isDone())) throw new StepRetry(because('sdn-not-running'));
    const nodes = seen.nodes ?? (await zoneOnNodes(pve, zone));
    const failed = nodes.find(({ state }) => state === 'failed');
    if (failed) throw new StepFailure(because('zone-load-failed', { node: failed.node, zone }));
    const late = nodes.find(({ state }) => state !== 'loaded');
    if (late) throw new StepRetry(because('zone-not-loaded', { node: late.node, zone, status: late.status }));
    await store.activateNetwork(network.id);
    return 'done';
  },
  undo: nothingToUndo,
};
