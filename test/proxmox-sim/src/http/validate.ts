import { propertyFormat } from '../facts/facts.ts';
import type { EndpointFact, ParamFact } from '../facts/facts.ts';
import { perlPattern } from '../facts/pattern.ts';
import { invalid } from './api-error.ts';
import type { Param } from './call.ts';
import { checkFormat } from './formats.ts';
import { checkPropertyString } from './property-format.ts';

/** What was sent: forms give strings, JSON bodies may also give booleans. */
export type Sent = Record<string, string | string[] | boolean>;

/** Checks every parameter against the schema, with Proxmox's texts. Throws the 400 that lists all faults at once. */
export function validate(fact: EndpointFact, sent: Sent): Record<string, Param> {
  const errors: Record<string, string> = {};
  const params: Record<string, Param> = {};
  for (const [name, value] of Object.entries(sent)) {
    const known = fact.params[name] ?? fact.params[name.replace(/\d+$/, '[n]')];
    if (known === undefined) errors[name] = 'property is not defined in schema and the schema does not allow additional properties';
    else if (known.type === 'array') params[name] = checkArray(name, known, value, errors);
    else params[name] = checkScalar(name, known, Array.isArray(value) ? value.join('\0') : value, errors);
  }
  for (const [name, known] of Object.entries(fact.params)) {
    if (known.optional === undefined && sent[name] === undefined) errors[name] = 'property is missing and it is not optional';
    if (known.requires !== undefined && sent[name] !== undefined && sent[known.requires] === undefined)
      errors[known.requires] = `missing property required by '${name}'`;
  }
  if (Object.keys(errors).length > 0) invalid(errors);
  return params;
}

function checkArray(name: string, known: ParamFact, value: string | string[] | boolean, errors: Record<string, string>): string[] {
  const items = Array.isArray(value) ? value : [String(value)];
  items.forEach((item, index) => {
    if (known.items !== undefined) checkScalar(`${name}[${index}]`, known.items, item, errors);
  });
  return items;
}

function checkScalar(name: string, known: ParamFact, sent: string | boolean, errors: Record<string, string>): string | number {
  if (known.type === 'boolean') {
    const bit = typeof sent === 'boolean' ? Number(sent) : { 0: 0, 1: 1 }[sent];
    if (bit === undefined) errors[name] = `type check ('boolean') failed - got '${String(sent)}'`;
    return bit ?? 0;
  }
  const value = String(sent);
  const problem = known.type === 'integer' || known.type === 'number' ? numberProblem(known, value) : textProblem(name, known, value);
  if (problem !== null) errors[name] = problem;
  return known.type === 'integer' || known.type === 'number' ? Number(value) : value;
}

function numberProblem(known: ParamFact, value: string): string | null {
  const pattern = known.type === 'integer' ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  if (!pattern.test(value)) return `type check ('${known.type ?? ''}') failed - got '${value}'`;
  const format = known.format === undefined ? null : checkFormat(known.format, value);
  if (format !== null) return `invalid format - ${format}\n`;
  if (known.minimum !== undefined && Number(value) < known.minimum) return `value must have a minimum value of ${known.minimum}`;
  if (known.maximum !== undefined && Number(value) > known.maximum) return `value must have a maximum value of ${known.maximum}`;
  return null;
}

function textProblem(name: string, known: ParamFact, value: string): string | null {
  if (known.maxLength !== undefined && value.length > known.maxLength) return `value may only be ${known.maxLength} characters long`;
  if (known.minLength !== undefined && value.length < known.minLength) return `value must be at least ${known.minLength} characters long`;
  if (known.format !== undefined) {
    const problem = known.format.startsWith('#')
      ? checkPropertyString(propertyFormat(known.format), value)
      : checkFormat(known.format, value);
    if (problem !== null) return `invalid format - ${problem.replaceAll('$name', name)}\n`;
  }
  if (known.pattern !== undefined && !perlPattern(known.pattern).test(value)) return 'value does not match the regex pattern';
  if (known.enum !== undefined && !known.enum.includes(value))
    return `value '${value}' does not have a value in the enumeration '${known.enum.join(', ')}'`;
  return null;
}
