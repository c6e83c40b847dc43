import type { Call, Endpoint } from '../http/call.ts';
import type { ConfigValue, FirewallRule } from '../state/world.ts';
import { addRule, changeOptions, removeRule, ruleRows, shownOptions, shownRule, updateRule } from './firewall.ts';
import type { RulePlace } from './firewall-rule.ts';

/** The options of a firewall. */
export function optionEndpoints(base: string, optionsOf: (call: Call) => Record<string, ConfigValue>): Endpoint[] {
  return [
    { method: 'GET', template: `${base}/options`, handle: (call) => shownOptions(optionsOf(call)) },
    { method: 'PUT', template: `${base}/options`, handle: (call) => changeOptions(call, optionsOf(call)) },
  ];
}

/** A list of rules; `list` is its template. */
export function ruleEndpoints(list: string, rulesOf: (call: Call) => FirewallRule[], placeOf: (call: Call) => RulePlace): Endpoint[] {
  return [
    { method: 'GET', template: list, handle: (call) => ruleRows(rulesOf(call)) },
    { method: 'POST', template: list, handle: (call) => addRule(call, rulesOf(call), placeOf(call)) },
    { method: 'GET', template: `${list}/{pos}`, handle: (call) => shownRule(call, rulesOf(call)) },
    { method: 'PUT', template: `${list}/{pos}`, handle: (call) => updateRule(call, rulesOf(call), placeOf(call)) },
    { method: 'DELETE', template: `${list}/{pos}`, handle: (call) => removeRule(call, rulesOf(call)) },
  ];
}
