import type { EndpointFact, ParamFact } from '../facts/facts.ts';
import { invalid } from './api-error.ts';
import type { Param } from './call.ts';
import { checkFormat } from './formats.ts';
import { valueProblem } from './value-problem.ts';

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
  const problem = valueProblem(known, value, checkFormat);
  if (problem !== null) errors[name] = problem.replaceAll('$name', name);
  return known.type === 'integer' || known.type === 'number' ? Number(value) : value;
}
