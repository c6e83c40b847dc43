import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../steps/failure.ts';
import { clusterStatus, type ClusterStatus } from '../steps/pve/cluster-status.ts';
import type { StepContext } from './ports.ts';

/** The cluster's state while it can be changed; throws `no-quorum-left`, or `runbook-parameter-gone` for a node that it does not have. */
export async function usableCluster(context: StepContext): Promise<ClusterStatus & { online: boolean }> {
  const { cluster, node } = context.node();
  const status = await clusterStatus(cluster.pve);
  const found = status.nodes.find(({ name }) => name === node);
  if (!found) throw new StepFailure(because('runbook-parameter-gone', { value: node }));
  if (!status.quorate) throw new StepFailure(because('no-quorum-left', { cluster: cluster.config.name }));
  return { ...status, online: found.online };
}

/** Refuses when the node answers: its machines may run there. Every step that starts something elsewhere asks again. */
export async function requireLost(context: StepContext): Promise<ClusterStatus> {
  const status = await usableCluster(context);
  if (status.online) throw new StepFailure(because('node-still-online', { node: context.node().node }));
  return status;
}
