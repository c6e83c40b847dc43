import { Listing, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { addRule, changeOptions, removeRule, ruleRows, shownOptions, shownRule, updateRule } from '../model/firewall.ts';
import type { RulePlace } from '../model/firewall-rule.ts';
import type { RuleSet } from '../state/world.ts';

const base = '/nodes/{node}/firewall';

const place: RulePlace = { types: ['in', 'out', 'forward', 'group'], environment: 'host' };

export const firewallNodeEndpoints: Endpoint[] = [
  { method: 'GET', template: `${base}/options`, handle: (call) => shownOptions(firewallOf(call).options) },
  { method: 'PUT', template: `${base}/options`, handle: (call) => changeOptions(call, firewallOf(call).options) },
  { method: 'GET', template: `${base}/rules`, handle: (call) => ruleRows(firewallOf(call).rules) },
  { method: 'POST', template: `${base}/rules`, handle: (call) => addRule(call, firewallOf(call).rules, place) },
  { method: 'GET', template: `${base}/rules/{pos}`, handle: (call) => shownRule(call, firewallOf(call).rules) },
  { method: 'PUT', template: `${base}/rules/{pos}`, handle: (call) => updateRule(call, firewallOf(call).rules, place) },
  { method: 'DELETE', template: `${base}/rules/{pos}`, handle: (call) => removeRule(call, firewallOf(call).rules) },
  { method: 'GET', template: `${base}/log`, handle: () => new Listing([{ n: 1, t: 'no content' }], 1) },
];

function firewallOf(call: Call): RuleSet {
  const nodes = (call.world.firewall.nodes ??= {});
  return (nodes[text(call, 'node')] ??= { options: {}, rules: [] });
}
