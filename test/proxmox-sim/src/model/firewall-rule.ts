import { invalid } from '../http/api-error.ts';
import type { Call } from '../http/call.ts';
import type { FirewallRule, World } from '../state/world.ts';
import { firewallMacros } from './firewall-macros.ts';
import { clusterNames, sdnSets } from './firewall-names.ts';
import type { FirewallNames } from './firewall-names.ts';

const ruleFields = new Set([
  'type',
  'action',
  'macro',
  'iface',
  'source',
  'dest',
  'proto',
  'sport',
  'dport',
  'icmp-type',
  'log',
  'comment',
  'enable',
]);

/** Where a rule is to stand. */
export interface RulePlace {
  types: readonly string[];
  /** Proxmox's name of the place. */
  environment: 'cluster' | 'host' | 'group' | 'vm' | 'vnet';
  /** The names of a guest, beside those of the datacenter. */
  names?: FirewallNames;
}

/** Which may be told to stand for one interface. */
const withInterface = new Set(['cluster', 'host', 'vm']);
const withPorts = new Set(['tcp', '6', 'udp', '17', 'dccp', '33', 'sctp', '132', 'udplite', '136', 'icmp', 'icmpv6', 'ipv6-icmp']);

const macroNames = new Map(firewallMacros.map((macro) => [macro.toLowerCase(), macro]));

export function givenRule(call: Call): FirewallRule {
  const rule = Object.fromEntries(Object.entries(call.params).filter(([key]) => ruleFields.has(key))) as FirewallRule;
  // Case does not matter; the name is stored as the list writes it.
  const macro = macroNames.get(String(rule['macro'] ?? '').toLowerCase());
  return macro === undefined ? rule : { ...rule, macro };
}

/**
 * What Proxmox checks after the schema. Recorded are the texts of the type, the action and of a missing IP set,
 * the others are from general knowledge of the product.
 */
export function checkRule(world: World, rule: FirewallRule, place: RulePlace): void {
  const field = (name: string): string => String(rule[name] ?? '');
  const type = field('type');
  if (!place.types.includes(type)) invalid({ type: `invalid rule type '${type}' for rule_env '${place.environment}'` });
  if (type !== 'group' && !['ACCEPT', 'DROP', 'REJECT'].includes(field('action'))) invalid({ action: `unknown action '${field('action')}'` });
  if (rule['iface'] !== undefined) {
    if (!withInterface.has(place.environment)) invalid({ type: 'parameter -i not allowed for this rule type' });
    if (place.environment === 'vm' && !/^net\d+$/.test(field('iface'))) invalid({ iface: "value does not match the regex pattern 'net\\d+'" });
  }
  if (rule['macro'] !== undefined && !macroNames.has(field('macro').toLowerCase())) invalid({ macro: `unknown macro '${field('macro')}'` });
  for (const port of ['dport', 'sport']) {
    if (rule[port] === undefined) continue;
    if (rule['proto'] === undefined) invalid({ proto: `missing property - '${port}' requires this property` });
    if (!withPorts.has(field('proto'))) invalid({ [port]: `protocol '${field('proto')}' does not support ports` });
  }
  for (const side of ['source', 'dest']) checkAddress(world, place, side, field(side));
}

/** `+set`, `+dc/set`, `+guest/set`, `+sdn/set`, and aliases in the same way without `+`. Addresses were checked by their format. */
function checkAddress(world: World, { names }: RulePlace, side: string, value: string): void {
  const [, plus, scope, name = ''] = /^(\+)?(?:(dc|guest|sdn)\/)?([a-z][\w-]+)$/i.exec(value) ?? [];
  if (name === '') {
    if (value.startsWith('+')) invalid({ [side]: `invalid ipset name '${value}'` });
    return;
  }
  const places = [scope === 'dc' ? undefined : names, scope === 'guest' ? undefined : clusterNames(world)];
  if (plus === undefined) {
    if (!places.some((known) => known?.aliases[name.toLowerCase()] !== undefined)) invalid({ [side]: `no such alias '${value}'` });
    return;
  }
  const found = scope === 'sdn' ? sdnSets(world).includes(name) : places.some((known) => known?.ipsets[name] !== undefined);
  if (!found) invalid({ [side]: `no such ipset '${name}'` });
}
