import { Listing, number } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { aliasEndpoints } from '../model/firewall-aliases.ts';
import { ipSetEndpoints } from '../model/firewall-ipsets.ts';
import { clusterReferences, references } from '../model/firewall-names.ts';
import type { FirewallNames } from '../model/firewall-names.ts';
import type { RulePlace } from '../model/firewall-rule.ts';
import { optionEndpoints, ruleEndpoints } from '../model/firewall-lists.ts';
import type { GuestFirewall } from '../state/world.ts';

const base = '/nodes/{node}/qemu/{vmid}/firewall';

export const firewallGuestEndpoints: Endpoint[] = [
  ...optionEndpoints(base, (call) => firewallOf(call).options),
  ...ruleEndpoints(`${base}/rules`, (call) => firewallOf(call).rules, placeOf),
  ...ipSetEndpoints(base, namesOf),
  ...aliasEndpoints(base, namesOf),
  { method: 'GET', template: `${base}/refs`, handle: listReferences },
  { method: 'GET', template: `${base}/log`, handle: () => new Listing([{ n: 1, t: 'unable to open file - No such file or directory' }], 1) },
];

/** Observed: the firewall of a guest that does not exist can be read and written; what is written there goes nowhere here. */
function firewallOf(call: Call): GuestFirewall {
  return call.world.guests[number(call, 'vmid')]?.firewall ?? { options: {}, rules: [], ipsets: {} };
}

function placeOf(call: Call): RulePlace {
  return { types: ['in', 'out', 'group'], environment: 'vm', names: namesOf(call) };
}

function namesOf(call: Call): FirewallNames {
  const firewall = firewallOf(call);
  return { ipsets: firewall.ipsets, aliases: (firewall.aliases ??= {}) };
}

/** Rules of a guest may name what the datacenter has, too. */
function listReferences(call: Call): unknown[] {
  const type = call.params['type'];
  const all = [...references('guest', namesOf(call)), ...clusterReferences(call.world)];
  return all.filter((reference) => type === undefined || reference.type === type);
}
