import { Listing, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { optionEndpoints, ruleEndpoints } from '../model/firewall-lists.ts';
import type { RulePlace } from '../model/firewall-rule.ts';
import type { RuleSet } from '../state/world.ts';

const base = '/nodes/{node}/firewall';

const place: RulePlace = { types: ['in', 'out', 'forward', 'group'], environment: 'host' };

export const firewallNodeEndpoints: Endpoint[] = [
  ...optionEndpoints(base, (call) => firewallOf(call).options),
  ...ruleEndpoints(`${base}/rules`, (call) => firewallOf(call).rules, () => place),
  { method: 'GET', template: `${base}/log`, handle: () => new Listing([{ n: 1, t: 'no content' }], 1) },
];

function firewallOf(call: Call): RuleSet {
  const nodes = (call.world.firewall.nodes ??= {});
  return (nodes[text(call, 'node')] ??= { options: {}, rules: [] });
}
