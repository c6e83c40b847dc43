import { changeOnce, isThere } from '@vigie/proxmox/change-once';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../failure.ts';
import type { ProxmoxPort, StepContext } from '../ports.ts';
import { ensureRules, firewallMarker } from '../pve/firewall-rules.ts';
import { ensureEntries, ensureIpSet, type IpSetPlace } from '../pve/ip-set.ts';
import { clusterNodes, closedNetworks, nodeNetwork, type ClusterNode } from './closed-networks.ts';
import { closedSet, groupRules, guestGroup } from './rules.ts';

const groups = '/cluster/firewall/groups';
const setPlace: IpSetPlace = { base: '/cluster/firewall', path: {}, name: closedSet.name };

/**
 * Makes sure that firewall rules act at all in this cluster, and that what machines' rules name is there and as it shall be: a rule with a
 * missing group is taken by Proxmox and does nothing. Switching the datacenter's firewall on is left to people: it may lock them out.
 */
export async function protectCluster({ pve, cluster, settings }: StepContext): Promise<void> {
  const nodes = await clusterNodes(pve);
  await requireFirewall(pve, nodes);
  await ensureClosedSet(pve, nodes, settings.superNetworks);
  await ensureGroup(pve);
  const list = { list: `${groups}/{group}`, one: `${groups}/{group}/{pos}`, path: { group: guestGroup.name } };
  await ensureRules(pve, list, groupRules(cluster, settings.nodeExporterPort), guestGroup.name);
}

/** On for the datacenter, and not off for a node. */
async function requireFirewall(pve: ProxmoxPort, nodes: readonly ClusterNode[]): Promise<void> {
  type Options = { enable?: number | string };
  const { enable = 0 } = await pve.call<Options>('GET', '/cluster/firewall/options', {});
  if (Number(enable) === 0) throw new StepFailure(because('firewall-off'));
  const online = nodes.filter((node) => node.online);
  const options = await Promise.all(online.map(({ name: node }) => pve.call<Options>('GET', '/nodes/{node}/firewall/options', { node })));
  const off = online.find((_node, i) => Number(options[i]?.enable ?? 1) === 0);
  if (off) throw new StepFailure(because('node-firewall-off', { node: off.name }));
}

async function ensureClosedSet(pve: ProxmoxPort, nodes: readonly ClusterNode[], superNetworks: readonly string[]): Promise<void> {
  if ((await ensureIpSet(pve, setPlace, closedSet.comment)) !== closedSet.comment) throw new StepFailure(because('ip-set-foreign', closedSet));
  // The networks of a node that is away cannot be read: what stands for nodes stays until all can be.
  const allKnown = nodes.every(({ online }) => online);
  const stale = ({ comment }: { comment: string }) => comment.startsWith(firewallMarker) && (allKnown || comment !== nodeNetwork);
  await ensureEntries(pve, setPlace, await closedNetworks(pve, nodes, superNetworks), stale);
}

async function ensureGroup(pve: ProxmoxPort): Promise<void> {
  const { name: group, comment } = guestGroup;
  const found = await changeOnce({
    read: () => groupComment(pve, group),
    isDone: isThere,
    send: () => pve.call('POST', groups, {}, { group, comment }),
  });
  if (found !== comment) throw new StepFailure(because('security-group-foreign', guestGroup));
}

/** Null when there is no such group. */
async function groupComment(pve: ProxmoxPort, name: string): Promise<string | null> {
  const found = (await pve.call<{ group: string; comment?: string }[]>('GET', groups, {})).find(({ group }) => group === name);
  return found ? (found.comment ?? '') : null;
}
