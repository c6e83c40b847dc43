import { because } from '@vigie/contract/step-reasons';
import { StepFailure, StepRetry } from './failure.ts';
import type { StepContext } from './ports.ts';
import { onlineNodes } from './pve/resources.ts';
import { subnetOf, vnetOf, zoneOf } from './pve/sdn.ts';
import { applySdnChanges } from './pve/sdn-apply.ts';
import { nothingToUndo, type Step } from './step.ts';

// Undo relies on ensure-vnet's undo: an applied configuration is taken back by changing it and applying again.
// That is done there, where the change is.
export const applySdn: Step = {
  name: 'apply-sdn',
  againOnRetry: true,
  async run(context) {
    const { store, cluster, order } = context;
    await store.oneApplyAtATime(cluster.name, async () => {
      // A node whose reload failed has the old configuration until the next apply, also when nothing is pending any more.
      if (!(await isRunning(context)) || (await notLoaded(context)) !== null) await applySdnChanges(context);
      if (!(await isRunning(context))) throw new StepRetry(because('sdn-not-running'));
      const failure = await notLoaded(context);
      if (failure !== null) throw failure;
    });
    await store.activateNetwork((await store.networkOf(order)).id);
    return 'done';
  },
  undo: nothingToUndo,
};

/** True when the network is in the running configuration with nothing of it pending. */
async function isRunning({ pve, store, order, cluster }: StepContext): Promise<boolean> {
  const { vnet, cidr } = await store.networkOf(order);
  const pending = [
    await zoneOf(pve, cluster.sdn.zone, 'pending'),
    await vnetOf(pve, vnet, 'pending'),
    await subnetOf(pve, vnet, cidr, 'pending'),
  ];
  if (pending.some((object) => object?.state !== undefined)) return false;
  const running = [await vnetOf(pve, vnet, 'running'), await subnetOf(pve, vnet, cidr, 'running')];
  return running.every((object) => object !== null);
}

/** Null when every node that is online has loaded the zone. */
async function notLoaded({ pve, cluster }: StepContext): Promise<StepFailure | StepRetry | null> {
  for (const node of await onlineNodes(pve)) {
    const zones = await pve.call<{ zone: string; status: string }[]>('GET', '/nodes/{node}/sdn/zones', { node });
    const status = zones.find(({ zone }) => zone === cluster.sdn.zone)?.status ?? 'missing';
    if (status === 'error') return new StepFailure(because('zone-load-failed', { node, zone: cluster.sdn.zone }));
    if (status !== 'available') return new StepRetry(because('zone-not-loaded', { node, zone: cluster.sdn.zone, status }));
  }
  return null;
}
