import { die, invalid } from '../http/api-error.ts';
import { flag, number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { addRule, changeOptions, removeRule, ruleRows, shownOptions, shownRule, updateRule } from '../model/firewall.ts';
import type { RulePlace } from '../model/firewall.ts';
import { digestOf } from '../model/sdn-view.ts';
import type { GuestFirewall, IpSet } from '../state/world.ts';

const base = '/nodes/{node}/qemu/{vmid}/firewall';

export const firewallGuestEndpoints: Endpoint[] = [
  { method: 'GET', template: `${base}/options`, handle: (call) => shownOptions(firewallOf(call).options) },
  { method: 'PUT', template: `${base}/options`, handle: (call) => changeOptions(call, firewallOf(call).options) },
  { method: 'GET', template: `${base}/rules`, handle: (call) => ruleRows(firewallOf(call).rules) },
  { method: 'POST', template: `${base}/rules`, handle: (call) => addRule(call, firewallOf(call).rules, placeOf(call)) },
  { method: 'GET', template: `${base}/rules/{pos}`, handle: (call) => shownRule(call, firewallOf(call).rules) },
  { method: 'PUT', template: `${base}/rules/{pos}`, handle: (call) => updateRule(call, firewallOf(call).rules, placeOf(call)) },
  { method: 'DELETE', template: `${base}/rules/{pos}`, handle: (call) => removeRule(call, firewallOf(call).rules) },
  { method: 'GET', template: `${base}/ipset`, handle: listSets },
  { method: 'POST', template: `${base}/ipset`, handle: createSet },
  { method: 'GET', template: `${base}/ipset/{name}`, handle: listEntries },
  { method: 'POST', template: `${base}/ipset/{name}`, handle: addEntry },
  { method: 'DELETE', template: `${base}/ipset/{name}`, handle: deleteSet },
  { method: 'DELETE', template: `${base}/ipset/{name}/{cidr}`, handle: deleteEntry },
];

/** Observed: the firewall of a guest that does not exist can be read and written; what is written there goes nowhere here. */
function firewallOf(call: Call): GuestFirewall {
  return call.world.guests[number(call, 'vmid')]?.firewall ?? { options: {}, rules: [], ipsets: {} };
}

function placeOf(call: Call): RulePlace {
  return { types: ['in', 'out', 'group'], environment: 'vm', ipsets: Object.keys(firewallOf(call).ipsets) };
}

function setOf(call: Call): IpSet {
  const name = text(call, 'name');
  return firewallOf(call).ipsets[name] ?? die(`no such IPSet '${name}'`);
}

function listSets(call: Call): unknown[] {
  const { ipsets } = firewallOf(call);
  return Object.entries(ipsets).map(([name, { comment }]) => ({
    name,
    ...(comment === undefined ? {} : { comment }),
    digest: digestOf(ipsets),
  }));
}

function createSet(call: Call): null {
  const name = text(call, 'name');
  const { ipsets } = firewallOf(call);
  if (ipsets[name] !== undefined) invalid({ name: `IPSet '${name}' already exists` });
  const comment = optionalText(call, 'comment');
  ipsets[name] = { ...(comment === undefined ? {} : { comment }), entries: [] };
  return null;
}

function deleteSet(call: Call): null {
  const name = text(call, 'name');
  if (setOf(call).entries.length > 0 && !flag(call, 'force')) die(`IPSet '${name}' is not empty`);
  delete firewallOf(call).ipsets[name];
  return null;
}

function listEntries(call: Call): unknown[] {
  const { entries } = setOf(call);
  return entries.map((entry) => ({ ...entry, digest: digestOf(entries) }));
}

function addEntry(call: Call): null {
  const { entries } = setOf(call);
  const cidr = text(call, 'cidr');
  if (!/^[\da-f.:]+(\/\d+)?$/i.test(cidr)) die(`no such alias '${cidr}'`);
  if (entries.some((entry) => entry.cidr === cidr)) invalid({ cidr: `address '${cidr}' already exists` });
  const comment = optionalText(call, 'comment');
  entries.push({ cidr, ...(comment === undefined ? {} : { comment }), ...(flag(call, 'nomatch') ? { nomatch: 1 } : {}) });
  return null;
}

function deleteEntry(call: Call): null {
  const set = setOf(call);
  set.entries = set.entries.filter((entry) => entry.cidr !== text(call, 'cidr'));
  return null;
}
