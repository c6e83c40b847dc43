import { die, invalid } from '../http/api-error.ts';
import { optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { addRule, changeOptions, removeRule, ruleRows, shownOptions, shownRule, updateRule } from '../model/firewall.ts';
import { digestOf } from '../model/sdn-view.ts';
import type { FirewallRule } from '../state/world.ts';

const base = '/cluster/firewall';
const place = { types: ['in', 'out', 'forward'], environment: 'group', ipsets: [] };

export const firewallClusterEndpoints: Endpoint[] = [
  { method: 'GET', template: `${base}/options`, handle: ({ world }) => shownOptions(world.firewall.options) },
  { method: 'PUT', template: `${base}/options`, handle: (call) => changeOptions(call, call.world.firewall.options) },
  { method: 'GET', template: `${base}/groups`, handle: listGroups },
  { method: 'POST', template: `${base}/groups`, handle: createGroup },
  { method: 'GET', template: `${base}/groups/{group}`, handle: (call) => ruleRows(rulesOf(call)) },
  { method: 'POST', template: `${base}/groups/{group}`, handle: (call) => addRule(call, rulesOf(call), place) },
  { method: 'DELETE', template: `${base}/groups/{group}`, handle: deleteGroup },
  { method: 'GET', template: `${base}/groups/{group}/{pos}`, handle: (call) => shownRule(call, rulesOf(call)) },
  { method: 'PUT', template: `${base}/groups/{group}/{pos}`, handle: (call) => updateRule(call, rulesOf(call), place) },
  { method: 'DELETE', template: `${base}/groups/{group}/{pos}`, handle: (call) => removeRule(call, rulesOf(call)) },
];

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

function createGroup(call: Call): null {
  const group = text(call, 'group');
  const { groups } = call.world.firewall;
  if (groups[group] !== undefined) invalid({ group: `Security group '${group}' already exists` });
  const comment = optionalText(call, 'comment');
  groups[group] = { ...(comment === undefined ? {} : { comment }), rules: [] };
  return null;
}

function deleteGroup(call: Call): null {
  const group = text(call, 'group');
  if (rulesOf(call).length > 0) die(`Security group '${group}' is not empty`);
  delete call.world.firewall.groups[group];
  return null;
}
