import { die, invalid } from '../http/api-error.ts';
import { optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { aliasEndpoints } from '../model/firewall-aliases.ts';
import { ipSetEndpoints } from '../model/firewall-ipsets.ts';
import { firewallMacros } from '../model/firewall-macros.ts';
import { clusterNames, clusterReferences } from '../model/firewall-names.ts';
import type { RulePlace } from '../model/firewall-rule.ts';
import { optionEndpoints, ruleEndpoints } from '../model/firewall-lists.ts';
import { requireDigest } from '../model/firewall.ts';
import { digestOf } from '../model/sdn-view.ts';
import type { FirewallRule } from '../state/world.ts';

const base = '/cluster/firewall';
const place: RulePlace = { types: ['in', 'out', 'forward'], environment: 'group' };
const clusterPlace: RulePlace = { types: ['in', 'out', 'forward', 'group'], environment: 'cluster' };

export const firewallClusterEndpoints: Endpoint[] = [
  ...optionEndpoints(base, ({ world }) => world.firewall.options),
  { method: 'GET', template: `${base}/groups`, handle: listGroups },
  { method: 'POST', template: `${base}/groups`, handle: createGroup },
  { method: 'DELETE', template: `${base}/groups/{group}`, handle: deleteGroup },
  ...ruleEndpoints(`${base}/groups/{group}`, rulesOf, () => place),
  ...ruleEndpoints(`${base}/rules`, ownRules, () => clusterPlace),
  ...ipSetEndpoints(base, ({ world }) => clusterNames(world)),
  ...aliasEndpoints(base, ({ world }) => clusterNames(world)),
  { method: 'GET', template: `${base}/macros`, handle: listMacros },
  { method: 'GET', template: `${base}/refs`, handle: listReferences },
];

function ownRules({ world }: Call): FirewallRule[] {
  return (world.firewall.rules ??= []);
}

/** The descriptions are ours. */
function listMacros(): unknown[] {
  return firewallMacros.map((macro) => ({ macro, descr: `${macro} traffic` }));
}

function listReferences({ world, params }: Call): unknown[] {
  return clusterReferences(world).filter(({ type }) => params['type'] === undefined || type === params['type']);
}

function rulesOf(call: Call): FirewallRule[] {
  const group = text(call, 'group');
  return call.world.firewall.groups[group]?.rules ?? die(`no such security group '${group}'`);
}

function listGroups({ world }: Call): unknown[] {
  const digest = digestOf(world.firewall.groups);
  return Object.entries(world.firewall.groups).map(([group, { comment }]) => ({
    group,
    ...(comment === undefined ? {} : { comment }),
    digest,
  }));
}

/** With `rename` an existing group gets a new name, or only a new comment. Rules that name it are not changed. */
function createGroup(call: Call): null {
  const group = text(call, 'group');
  const { groups } = call.world.firewall;
  const before = optionalText(call, 'rename');
  if (before !== undefined) requireDigest(call, groups);
  if (groups[group] !== undefined && before !== group) invalid({ group: `Security group '${group}' already exists` });
  const found = before === undefined ? { rules: [] } : (groups[before] ?? invalid({ group: `Security group '${before}' does not exist` }));
  if (before !== undefined) delete groups[before];
  const comment = optionalText(call, 'comment');
  groups[group] = { ...found, ...(comment === undefined ? {} : { comment }) };
  return null;
}

function deleteGroup(call: Call): null {
  const group = text(call, 'group');
  if (rulesOf(call).length > 0) die(`Security group '${group}' is not empty`);
  delete call.world.firewall.groups[group];
  return null;
}
