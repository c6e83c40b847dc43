import { die, invalid } from '../http/api-error.ts';
import { flag, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import type { IpSet } from '../state/world.ts';
import { clusterNames } from './firewall-names.ts';
import type { FirewallNames } from './firewall-names.ts';
import { requireDigest } from './firewall.ts';
import { digestOf } from './sdn-view.ts';

type Entry = IpSet['entries'][number];

/** The IP sets below `base`, which are the same for the datacenter and for a guest. */
export function ipSetEndpoints(base: string, namesOf: (call: Call) => FirewallNames): Endpoint[] {
  const setOf = (call: Call): IpSet => {
    const name = text(call, 'name');
    return namesOf(call).ipsets[name] ?? die(`no such IPSet '${name}'`);
  };
  return [
    { method: 'GET', template: `${base}/ipset`, handle: (call) => listSets(namesOf(call)) },
    { method: 'POST', template: `${base}/ipset`, handle: (call) => createSet(call, namesOf(call)) },
    { method: 'GET', template: `${base}/ipset/{name}`, handle: (call) => entryRows(setOf(call)) },
    { method: 'POST', template: `${base}/ipset/{name}`, handle: (call) => addEntry(call, setOf(call), namesOf(call)) },
    { method: 'DELETE', template: `${base}/ipset/{name}`, handle: (call) => deleteSet(call, setOf(call), namesOf(call)) },
    { method: 'GET', template: `${base}/ipset/{name}/{cidr}`, handle: (call) => getEntry(call, setOf(call)) },
    { method: 'PUT', template: `${base}/ipset/{name}/{cidr}`, handle: (call) => updateEntry(call, setOf(call)) },
    { method: 'DELETE', template: `${base}/ipset/{name}/{cidr}`, handle: (call) => deleteEntry(call, setOf(call)) },
  ];
}

function listSets({ ipsets }: FirewallNames): unknown[] {
  return Object.entries(ipsets).map(([name, { comment }]) => ({
    name,
    ...(comment === undefined ? {} : { comment }),
    digest: digestOf(ipsets),
  }));
}

/** With `rename` an existing set gets a new name, or only a new comment. */
function createSet(call: Call, { ipsets }: FirewallNames): null {
  const name = text(call, 'name');
  const comment = optionalText(call, 'comment');
  const before = optionalText(call, 'rename');
  if (before !== undefined) requireDigest(call, ipsets);
  if (ipsets[name] !== undefined && before !== name) invalid({ name: `IPSet '${name}' already exists` });
  const set = before === undefined ? { entries: [] } : (ipsets[before] ?? invalid({ name: `IPSet '${before}' does not exist` }));
  if (before !== undefined) delete ipsets[before];
  ipsets[name] = { ...set, ...(comment === undefined ? {} : { comment }) };
  return null;
}

function deleteSet(call: Call, set: IpSet, { ipsets }: FirewallNames): null {
  const name = text(call, 'name');
  if (set.entries.length > 0 && !flag(call, 'force')) die(`IPSet '${name}' is not empty`);
  delete ipsets[name];
  return null;
}

function entryRows({ entries }: IpSet): unknown[] {
  return entries.map((entry) => ({ ...entry, digest: digestOf(entries) }));
}

function addEntry(call: Call, set: IpSet, names: FirewallNames): null {
  const cidr = text(call, 'cidr');
  if (/^[a-z]/i.test(cidr) && !cidr.includes(':')) requireAlias(call, cidr, names);
  if (/\/0+$/.test(cidr)) invalid({ cidr: 'a zero prefix is not allowed in ipset entries' });
  if (set.entries.some((entry) => entry.cidr === cidr)) invalid({ cidr: `address '${cidr}' already exists` });
  set.entries.unshift(withGiven(call, { cidr }));
  return null;
}

function requireAlias({ world }: Call, given: string, names: FirewallNames): void {
  const [, scope, name = ''] = /^(?:(dc|guest)\/)?(.+)$/.exec(given.toLowerCase()) ?? [];
  const inGuest = scope !== 'dc' && names.aliases[name] !== undefined;
  if (!inGuest && (scope === 'guest' || clusterNames(world).aliases[name] === undefined)) die(`no such alias '${given}'`);
}

function withGiven(call: Call, entry: Entry): Entry {
  const comment = optionalText(call, 'comment');
  return { ...entry, ...(comment === undefined ? {} : { comment }), ...(flag(call, 'nomatch') ? { nomatch: 1 } : {}) };
}

function indexOf(call: Call, { entries }: IpSet): number {
  const found = entries.findIndex((entry) => entry.cidr === text(call, 'cidr'));
  return found === -1 ? invalid({ cidr: 'no such IP/Network' }) : found;
}

function getEntry(call: Call, set: IpSet): unknown {
  return { ...set.entries[indexOf(call, set)], digest: digestOf(set.entries) };
}

function updateEntry(call: Call, set: IpSet): null {
  requireDigest(call, set.entries);
  set.entries[indexOf(call, set)] = withGiven(call, { cidr: text(call, 'cidr') });
  return null;
}

function deleteEntry(call: Call, set: IpSet): null {
  requireDigest(call, set.entries);
  set.entries = set.entries.filter((entry) => entry.cidr !== text(call, 'cidr'));
  return null;
}
