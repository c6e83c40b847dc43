import { invalid } from '../http/api-error.ts';
import { optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import type { FirewallAlias } from '../state/world.ts';
import type { FirewallNames } from './firewall-names.ts';
import { requireDigest } from './firewall.ts';
import { digestOf } from './sdn-view.ts';

type Aliases = FirewallNames['aliases'];

/** The aliases below `base`, which are the same for the datacenter and for a guest. */
export function aliasEndpoints(base: string, namesOf: (call: Call) => FirewallNames): Endpoint[] {
  const of = (call: Call): Aliases => namesOf(call).aliases;
  return [
    { method: 'GET', template: `${base}/aliases`, handle: (call) => Object.values(of(call)).map((alias) => row(of(call), alias)) },
    { method: 'POST', template: `${base}/aliases`, handle: (call) => create(call, of(call)) },
    { method: 'GET', template: `${base}/aliases/{name}`, handle: (call) => row(of(call), aliasOf(call, of(call))) },
    { method: 'PUT', template: `${base}/aliases/{name}`, handle: (call) => update(call, of(call)) },
    { method: 'DELETE', template: `${base}/aliases/{name}`, handle: (call) => remove(call, of(call)) },
  ];
}

function row(aliases: Aliases, alias: FirewallAlias): unknown {
  return { ...alias, ipversion: alias.cidr.includes(':') ? 6 : 4, digest: digestOf(aliases) };
}

function aliasOf(call: Call, aliases: Aliases): FirewallAlias {
  return aliases[text(call, 'name').toLowerCase()] ?? invalid({ name: 'no such alias' });
}

function made(call: Call, name: string): FirewallAlias {
  const comment = optionalText(call, 'comment');
  return { name, cidr: text(call, 'cidr'), ...(comment === undefined ? {} : { comment }) };
}

function create(call: Call, aliases: Aliases): null {
  const name = text(call, 'name');
  if (aliases[name.toLowerCase()] !== undefined) invalid({ name: `alias '${name}' already exists` });
  aliases[name.toLowerCase()] = made(call, name);
  return null;
}

function update(call: Call, aliases: Aliases): null {
  requireDigest(call, aliases);
  const before = aliasOf(call, aliases).name;
  const name = optionalText(call, 'rename') ?? before;
  const [from, to] = [before.toLowerCase(), name.toLowerCase()];
  if (from !== to && aliases[to] !== undefined) invalid({ name: `alias '${name}' already exists` });
  delete aliases[from];
  aliases[to] = made(call, name);
  return null;
}

/** Observed: one that is not there is no error. */
function remove(call: Call, aliases: Aliases): null {
  requireDigest(call, aliases);
  delete aliases[text(call, 'name').toLowerCase()];
  return null;
}
