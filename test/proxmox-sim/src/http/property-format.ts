import type { PropertyFact } from '../facts/facts.ts';
import { valueProblem } from './value-problem.ts';
import type { FormatCheck } from './value-problem.ts';

type Format = Record<string, PropertyFact>;
type Rule = (given: ReadonlyMap<string, string>) => string | null;

/**
 * Checks a property string (`virtio=AA:..,bridge=v1`) against its format, and as a whole against `rule`.
 * Null when good; `$name` stands for the parameter.
 */
export function checkPropertyString(format: Format, value: string, checkFormat: FormatCheck, rule?: Rule): string | null {
  const given = parse(format, value);
  if (typeof given === 'string') return given;
  const problems = [...given].map(([key, item]) => problemOf(key, format[key], item, checkFormat)).filter((problem) => problem !== null);
  for (const [key, fact] of Object.entries(format)) {
    const required = fact.optional === undefined && fact.alias === undefined;
    if (required && !given.has(key)) problems.push(`${key}: property is missing and it is not optional`);
    if (fact.requires !== undefined && given.has(key) && !given.has(fact.requires))
      problems.push(`${fact.requires}: missing property required by '$name.${key}'`);
  }
  if (problems.length === 0) return rule?.(given) ?? null;
  return `format error\n${problems.map((problem) => `$name.${problem}`).join('\n')}`;
}

/** By key, aliases resolved; a text: what is wrong with the whole. */
function parse(format: Format, value: string): Map<string, string> | string {
  const given = new Map<string, string>();
  for (const part of value.split(',')) {
    if (part.trim() === '') continue;
    const [, named, text] = /^([^=]+)=(.+)$/s.exec(part) ?? [];
    if (named === undefined && part.includes('=')) return 'missing key in comma-separated list property';
    const key = named ?? defaultKey(format);
    if (key === null) return 'value without key, but schema does not define a default key';
    for (const [name, item] of resolve(format, key, text ?? part)) {
      if (given.has(name)) return `duplicate key in comma-separated list property: ${name}`;
      given.set(name, item);
    }
  }
  return given;
}

function defaultKey(format: Format): string | null {
  return Object.entries(format).find(([, fact]) => fact.default_key === 1)?.[0] ?? null;
}

/** `virtio=AA:..` is model=virtio and macaddr=AA:.. */
function resolve(format: Format, key: string, value: string): [string, string][] {
  const fact = format[key];
  if (fact?.alias === undefined) return [[key, value]];
  const meant: [string, string] = [fact.alias, value];
  return fact.keyAlias === undefined ? [meant] : [[fact.keyAlias, key], meant];
}

function problemOf(key: string, fact: PropertyFact | undefined, value: string, checkFormat: FormatCheck): string | null {
  if (fact === undefined) return `${key}: property is not defined in schema and the schema does not allow additional properties`;
  if (fact.type === 'boolean')
    return /^(0|1|on|off|yes|no|true|false)$/i.test(value) ? null : `${key}: type check ('boolean') failed - got '${value}'`;
  const problem = valueProblem(fact, value, checkFormat);
  return problem === null ? null : `${key}: ${problem}`;
}
