import type { ClusterConfig } from '@vigie/config/clusters';
import type { ProxmoxPort } from '../ports.ts';
import { nextRuleChange, type RuleRow } from '../pve/firewall-rules.ts';
import { orNull } from '../pve/read.ts';
import type { Gap } from './guest-gaps.ts';
import { closedSet, groupRules, guestGroup } from './rules.ts';

/**
 * Tells what is missing of that which the rules of all machines rely on: the datacenter's firewall, the group and the set that they name.
 * Changes nothing.
 */
export async function sharedGaps(pve: ProxmoxPort, cluster: ClusterConfig, nodeExporterPort: number): Promise<Gap[]> {
  const [{ enable = 0 }, rules, set] = await Promise.all([
    pve.call<{ enable?: number | string }>('GET', '/cluster/firewall/options', {}),
    orNull(pve.call<RuleRow[]>('GET', '/cluster/firewall/groups/{group}', { group: guestGroup.name })),
    orNull(pve.call<unknown[]>('GET', '/cluster/firewall/ipset/{name}', { name: closedSet.name })),
  ]);
  return [
    ...(Number(enable) === 1 ? [] : [{ expected: 'datacenter firewall: enable=1', seen: `enable=${enable}` }]),
    ...(rules && nextRuleChange(rules, groupRules(cluster, nodeExporterPort)) === null ? [] : [{ expected: `security group ${guestGroup.name}`, seen: rules && 'other rules' }]),
    ...(set && set.length > 0 ? [] : [{ expected: `IP set ${closedSet.name}`, seen: set && 'empty' }]),
  ];
}
