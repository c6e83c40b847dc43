import type { ParamFact } from '../../facts/facts.ts';
import { perlPattern } from '../../facts/pattern.ts';
import type { PbsParam } from '../call.ts';
import { PbsError } from './pbs-error.ts';

type Sent = Record<string, string | string[] | boolean>;

/** Checks every parameter against the schema. Throws one 400 that names all faults. */
export function validatePbs(facts: Record<string, ParamFact>, sent: Sent): Record<string, PbsParam> {
  const problems: string[] = [];
  const params: Record<string, PbsParam> = {};
  for (const [name, value] of Object.entries(sent)) {
    const fact = facts[name];
    if (fact === undefined) {
      problems.push(`'${name}': schema does not allow additional properties.`);
    } else if (fact.type === 'array') {
      const items = Array.isArray(value) ? value : [String(value)];
      problems.push(...items.flatMap((item) => check(name, fact.items ?? {}, item) ?? []));
      params[name] = items;
    } else {
      const problem = check(name, fact, String(value));
      if (problem !== null) problems.push(problem);
      params[name] = convert(fact, String(value));
    }
  }
  for (const [name, fact] of Object.entries(facts))
    if (fact.optional === undefined && sent[name] === undefined) problems.push(`'${name}': parameter is missing and it is not optional.`);
  if (problems.length > 0) throw new PbsError(400, `parameter verification failed - ${problems.join('\n')}`);
  return params;
}

const truths: Record<string, boolean> = { 1: true, true: true, yes: true, on: true, 0: false, false: false, no: false, off: false };

function convert(fact: ParamFact, value: string): PbsParam {
  if (fact.type === 'boolean') return truths[value.toLowerCase()] ?? false;
  return fact.type === 'integer' || fact.type === 'number' ? Number(value) : value;
}

function check(name: string, fact: ParamFact, value: string): string | null {
  if (fact.type === 'boolean') return value.toLowerCase() in truths ? null : `'${name}': Expected boolean value.`;
  if (fact.type === 'integer' || fact.type === 'number') {
    if (!(fact.type === 'integer' ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(value)) return `'${name}': invalid digit found in string`;
    if (fact.minimum !== undefined && Number(value) < fact.minimum)
      return `'${name}': value must have a minimum value of ${fact.minimum} (got ${value})`;
    if (fact.maximum !== undefined && Number(value) > fact.maximum)
      return `'${name}': value must have a maximum value of ${fact.maximum} (got ${value})`;
    return null;
  }
  if (fact.maxLength !== undefined && value.length > fact.maxLength)
    return `'${name}': value may only be ${fact.maxLength} characters long`;
  if (fact.minLength !== undefined && value.length < fact.minLength)
    return `'${name}': value must be at least ${fact.minLength} characters long`;
  if (fact.enum !== undefined && !fact.enum.includes(value)) return `'${name}': value '${value}' is not defined in the enumeration.`;
  if (fact.pattern !== undefined && !perlPattern(fact.pattern).test(value)) return `'${name}': value does not match the regex pattern`;
  return null;
}
