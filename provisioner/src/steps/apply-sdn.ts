import { because } from '@vigie/contract/step-reasons';
import { StepFailure, StepRetry } from './failure.ts';
import type { StepContext } from './ports.ts';
import { onlineNodes } from './pve/resources.ts';
import { subnetOf, vnetOf, zoneOf } from './pve/sdn.ts';
import type { Step } from './step.ts';

const deadlineMs = 120_000;

// Undo relies on nothing: an applied configuration is taken back by changing it and applying again.
// The network's own removal does that.
export const applySdn: Step = {
  name: 'apply-sdn',
  againOnRetry: true,
  async run(context) {
    const { store, cluster, order } = context;
    await store.oneApplyAtATime(cluster.name, async () => {
      // The task's success only says that the nodes were told. An apply too many is harmless, so none is looked for again.
      if (!(await isRunning(context))) await apply(context);
      await verify(context);
    });
    await store.activateNetwork((await store.networkOf(order)).id);
    return 'done';
  },
  async undo() {},
};

async function apply({ pve }: StepContext): Promise<void> {
  const upid = await pve.call<string>('PUT', '/cluster/sdn', {});
  await pve.waitForTask(upid, deadlineMs);
}

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

async function verify(context: StepContext): Promise<void> {
  const { pve, cluster } = context;
  if (!(await isRunning(context))) throw new StepRetry(because('sdn-not-running'));
  for (const node of await onlineNodes(pve)) {
    const zones = await pve.call<{ zone: string; status: string }[]>('GET', '/nodes/{node}/sdn/zones', { node });
    const status = zones.find(({ zone }) => zone === cluster.sdn.zone)?.status ?? 'missing';
    if (status === 'error') {
      throw new StepFailure(because('zone-load-failed', { node, zone: cluster.sdn.zone }));
    }
    if (status !== 'available') throw new StepRetry(because('zone-not-loaded', { node, zone: cluster.sdn.zone, status }));
  }
}
