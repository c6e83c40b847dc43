import { withDeadline } from '../http/deadline.ts';
import { clusterStatus } from '../steps/pve/cluster-status.ts';
import type { PlanParameter } from './plan.ts';
import type { RecoveryPorts } from './ports.ts';

/** A page must come soon even when Proxmox hangs, and it may well when a runbook is needed. */
const patienceMs = 5_000;

export interface Choice {
  value: string;
  label: string;
}

/** What a parameter can be at this moment. Nodes of a cluster that cannot be read are missing. */
export async function choicesFor({ kind }: Pick<PlanParameter, 'kind'>, ports: RecoveryPorts): Promise<Choice[]> {
  const clusters = [...ports.clusters.entries()];
  const found = await Promise.all(clusters.map(([name]) => (kind === 'node' ? nodeChoices(name, ports) : vmChoices(name, ports))));
  return found.flat();
}

async function nodeChoices(cluster: string, { clusters }: RecoveryPorts): Promise<Choice[]> {
  const pve = clusters.get(cluster)?.pve;
  if (!pve) return [];
  try {
    const { nodes } = await withDeadline(clusterStatus(pve), patienceMs);
    return nodes.map(({ name }) => ({ value: `${cluster}/${name}`, label: `${name} (${cluster})` }));
  } catch {
    return [];
  }
}

async function vmChoices(cluster: string, { vms }: RecoveryPorts): Promise<Choice[]> {
  return (await vms.all(cluster)).map(({ id, name, vmid, tenant }) => ({ value: id, label: `${name} (${vmid}, ${tenant})` }));
}

/** The choice that a value names, null when it names nothing. A node is taken on trust while its cluster cannot be read. */
export async function choiceOf(parameter: Pick<PlanParameter, 'kind'>, value: string, ports: RecoveryPorts): Promise<Choice | null> {
  const choices = await choicesFor(parameter, ports);
  const found = choices.find((choice) => choice.value === value);
  if (found || parameter.kind === 'vm') return found ?? null;
  const [, cluster = '', node = ''] = /^([^/]+)\/([A-Za-z0-9-]+)$/.exec(value) ?? [];
  const readable = choices.some((choice) => choice.value.startsWith(`${cluster}/`));
  return ports.clusters.has(cluster) && !readable ? { value, label: `${node} (${cluster})` } : null;
}
