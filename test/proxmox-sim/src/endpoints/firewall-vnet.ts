import { die, forbidden } from '../http/api-error.ts';
import { text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { addRule, changeOptions, removeRule, ruleRows, shownOptions, shownRule, updateRule } from '../model/firewall.ts';
import type { RulePlace } from '../model/firewall-rule.ts';
import { holdsAny } from '../model/permissions.ts';
import type { RuleSet } from '../state/world.ts';

const base = '/cluster/sdn/vnets/{vnet}/firewall';

/** Only what is forwarded passes a VNet. */
const place: RulePlace = { types: ['forward', 'group'], environment: 'vnet' };

export const firewallVnetEndpoints: Endpoint[] = [
  { method: 'GET', template: `${base}/options`, handle: (call) => shownOptions(firewallOf(call).options) },
  { method: 'PUT', template: `${base}/options`, handle: (call) => changeOptions(call, firewallOf(call).options) },
  { method: 'GET', template: `${base}/rules`, handle: (call) => ruleRows(firewallOf(call).rules) },
  { method: 'POST', template: `${base}/rules`, handle: (call) => addRule(call, firewallOf(call).rules, place) },
  { method: 'GET', template: `${base}/rules/{pos}`, handle: (call) => shownRule(call, firewallOf(call).rules) },
  { method: 'PUT', template: `${base}/rules/{pos}`, handle: (call) => updateRule(call, firewallOf(call).rules, place) },
  { method: 'DELETE', template: `${base}/rules/{pos}`, handle: (call) => removeRule(call, firewallOf(call).rules) },
];

/** Made with its first use: the file of a VNet's firewall is not there before. */
function firewallOf(call: Call): RuleSet {
  const { world } = call;
  const vnet = text(call, 'vnet');
  const found = world.sdn.config.vnets[vnet];
  if (found === undefined) die('invalid vnet specified at /usr/share/perl5/PVE/API2/Firewall/Helpers.pm line 54.');
  const path = `/sdn/zones/${String(found['zone'])}/${vnet}`;
  // The schema lets everybody in; the check is inside.
  const needed = call.method === 'GET' ? ['SDN.Audit', 'SDN.Allocate'] : ['SDN.Allocate'];
  if (!holdsAny(world, call.identity, path, needed)) forbidden(path, needed);
  return (world.firewall.vnets[vnet] ??= { options: {}, rules: [] });
}
