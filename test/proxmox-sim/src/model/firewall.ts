import { die, invalid } from '../http/api-error.ts';
import { list, number, optionalText, text } from '../http/call.ts';
import type { Call } from '../http/call.ts';
import type { ConfigValue, FirewallRule } from '../state/world.ts';
import { digestOf } from './sdn-view.ts';

type Options = Record<string, ConfigValue>;

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

/** Where a rule is to stand: the types allowed there, Proxmox's name of the place, and the IP sets it may name. */
export interface RulePlace {
  types: readonly string[];
  environment: string;
  ipsets: readonly string[];
}

export function requireDigest(call: Call, stored: unknown): void {
  const digest = optionalText(call, 'digest');
  if (digest !== undefined && digest !== digestOf(stored)) die('detected modified configuration - file changed by other user? Try again.');
}

export function changeOptions(call: Call, options: Options): null {
  requireDigest(call, options);
  const path = new Set(['node', 'vmid', 'vnet', 'digest', 'delete']);
  for (const key of list(call, 'delete')) delete options[key];
  for (const [key, value] of Object.entries(call.params)) if (!path.has(key)) options[key] = value as ConfigValue;
  return null;
}

export function shownOptions(options: Options): unknown {
  return { ...options, digest: digestOf(options) };
}

export function ruleRows(rules: FirewallRule[]): unknown[] {
  return rules.map((rule, pos) => ({ pos, ...rule, ...ipVersion(rule), digest: digestOf(rules) }));
}

export function ruleAt(call: Call, rules: FirewallRule[]): FirewallRule {
  const pos = number(call, 'pos');
  return rules[pos] ?? die(`no rule at position ${pos}`);
}

/** One rule; here the position is a string. */
export function shownRule(call: Call, rules: FirewallRule[]): unknown {
  const rule = ruleAt(call, rules);
  return { ...rule, ...ipVersion(rule), pos: text(call, 'pos'), digest: digestOf(rules) };
}

function ipVersion(rule: FirewallRule): { ipversion?: number } {
  const address = String(rule['source'] ?? rule['dest'] ?? '');
  if (!/^[\da-f.:/]+$/i.test(address)) return {};
  return { ipversion: address.includes(':') ? 6 : 4 };
}

/** Observed: a new rule goes to the top, whatever `pos` says. */
export function addRule(call: Call, rules: FirewallRule[], at: RulePlace): null {
  requireDigest(call, rules);
  const rule = given(call);
  checkRule(rule, at);
  rules.unshift(rule);
  return null;
}

export function updateRule(call: Call, rules: FirewallRule[], at: RulePlace): null {
  requireDigest(call, rules);
  const rule = ruleAt(call, rules);
  const pos = number(call, 'pos');
  if (call.params['moveto'] !== undefined) {
    rules.splice(pos, 1);
    // Counted before the rule was taken out.
    const to = number(call, 'moveto');
    rules.splice(to > pos ? to - 1 : to, 0, rule);
    return null;
  }
  const changed = { ...rule, ...given(call) };
  for (const key of list(call, 'delete')) delete changed[key];
  checkRule(changed, at);
  rules[pos] = changed;
  return null;
}

export function removeRule(call: Call, rules: FirewallRule[]): null {
  requireDigest(call, rules);
  ruleAt(call, rules);
  rules.splice(number(call, 'pos'), 1);
  return null;
}

function given(call: Call): FirewallRule {
  return Object.fromEntries(Object.entries(call.params).filter(([key]) => ruleFields.has(key))) as FirewallRule;
}

function checkRule(rule: FirewallRule, { types, environment, ipsets }: RulePlace): void {
  const type = String(rule['type']);
  if (!types.includes(type)) invalid({ type: `invalid rule type '${type}' for rule_env '${environment}'` });
  const action = String(rule['action']);
  if (type !== 'group' && !['ACCEPT', 'DROP', 'REJECT'].includes(action)) invalid({ action: `unknown action '${action}'` });
  for (const field of ['source', 'dest']) {
    // Sets of the datacenter and of SDN have a scope before a slash; ours are those without.
    const name = /^\+([^/]+)$/.exec(String(rule[field] ?? ''))?.[1];
    if (name !== undefined && !ipsets.includes(name)) invalid({ [field]: `no such ipset '${name}'` });
  }
}
