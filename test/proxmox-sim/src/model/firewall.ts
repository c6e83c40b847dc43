import { die } from '../http/api-error.ts';
import { list, number, optionalText, text } from '../http/call.ts';
import type { Call } from '../http/call.ts';
import type { ConfigValue, FirewallRule } from '../state/world.ts';
import { checkRule, givenRule } from './firewall-rule.ts';
import type { RulePlace } from './firewall-rule.ts';
import { digestOf } from './sdn-view.ts';

type Options = Record<string, ConfigValue>;

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

/** Observed: a new rule goes to the top, whatever `pos` says. One that does not say so is not enabled. */
export function addRule(call: Call, rules: FirewallRule[], at: RulePlace): null {
  requireDigest(call, rules);
  const rule = givenRule(call);
  checkRule(call.world, rule, at);
  rules.unshift({ ...rule, enable: rule['enable'] ?? 0 });
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
  const changed = { ...rule, ...givenRule(call) };
  for (const key of list(call, 'delete')) delete changed[key];
  checkRule(call.world, changed, at);
  rules[pos] = changed;
  return null;
}

export function removeRule(call: Call, rules: FirewallRule[]): null {
  requireDigest(call, rules);
  ruleAt(call, rules);
  rules.splice(number(call, 'pos'), 1);
  return null;
}
