import type { ClusterConfig } from '@vigie/config/clusters';
import { valueOf } from '@vigie/contract/drift-values';
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
  const enabled = (value: number | string) => valueOf('datacenter-option', { option: 'enable', value });
  const { name } = guestGroup;
  return [
    ...(Number(enable) === 1 ? [] : [{ expected: enabled(1), seen: enabled(enable) }]),
    ...(rules && nextRuleChange(rules, groupRules(cluster, nodeExporterPort)) === null
      ? [] : [{ expected: valueOf('security-group', { name }), seen: rules && valueOf('other-rules') }]),
    ...(set && set.length > 0 ? [] : [{ expected: valueOf('ip-set', { name: closedSet.name }), seen: set && valueOf('empty') }]),
  ];
}
