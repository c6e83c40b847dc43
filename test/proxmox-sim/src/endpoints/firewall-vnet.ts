import { die, forbidden } from '../http/api-error.ts';
import { text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { optionEndpoints, ruleEndpoints } from '../model/firewall-lists.ts';
import type { RulePlace } from '../model/firewall-rule.ts';
import { holdsAny } from '../model/permissions.ts';
import type { RuleSet } from '../state/world.ts';

const base = '/cluster/sdn/vnets/{vnet}/firewall';

/** Only what is forwarded passes a VNet. */
const place: RulePlace = { types: ['forward', 'group'], environment: 'vnet' };

export const firewallVnetEndpoints: Endpoint[] = [
  ...optionEndpoints(base, (call) => firewallOf(call).options),
  ...ruleEndpoints(`${base}/rules`, (call) => firewallOf(call).rules, () => place),
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
