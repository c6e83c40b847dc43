import type { PropertyFact } from '../facts/facts.ts';
import { perlPattern } from '../facts/pattern.ts';
import { checkFormat } from './formats.ts';

type Format = Record<string, PropertyFact>;

/** Checks a property string (`virtio=AA:..,bridge=v1`) against its format. Null when good; `$name` stands for the parameter. */
export function checkPropertyString(format: Format, value: string): string | null {
  const given = new Map<string, string>();
  for (const part of value.split(',')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const key = equals === -1 ? defaultKey(format) : part.slice(0, equals);
    if (key === null) return 'value without key, but schema does not define a default key';
    for (const [name, item] of resolve(format, key, part.slice(equals + 1))) {
      if (given.has(name)) return `duplicate key in comma-separated list property: ${name}`;
      given.set(name, item);
    }
  }
  const problems = [...given].map(([key, item]) => problemOf(key, format[key], item)).filter((problem) => problem !== null);
  for (const [key, fact] of Object.entries(format)) {
    const required = fact.optional === undefined && fact.alias === undefined;
    if (required && !given.has(key)) problems.push(`${key}: property is missing and it is not optional`);
  }
  return problems.length === 0
    ? null
    : `format error\n${problems
        .map((problem) => `$name.${problem}\n`)
        .join('')
        .replace(/\n$/, '')}`;
}

function defaultKey(format: Format): string | null {
  return Object.entries(format).find(([, fact]) => fact.default_key === 1)?.[0] ?? null;
}

/** `virtio=AA:..` is model=virtio and macaddr=AA:.. */
function resolve(format: Format, key: string, value: string): [string, string][] {
  const fact = format[key];
  if (fact?.alias === undefined) return [[key, value]];
  return fact.keyAlias === undefined
    ? [[fact.alias, value]]
    : [
        [fact.keyAlias, key],
        [fact.alias, value],
      ];
}

function problemOf(key: string, fact: PropertyFact | undefined, value: string): string | null {
  if (fact === undefined) return `${key}: property is not defined in schema and the schema does not allow additional properties`;
  if (fact.type === 'integer' || fact.type === 'number') {
    if (!/^-?\d+(\.\d+)?$/.test(value)) return `${key}: type check ('${fact.type}') failed - got '${value}'`;
    if (fact.minimum !== undefined && Number(value) < fact.minimum) return `${key}: value must have a minimum value of ${fact.minimum}`;
    if (fact.maximum !== undefined && Number(value) > fact.maximum) return `${key}: value must have a maximum value of ${fact.maximum}`;
  }
  if (fact.type === 'boolean' && !/^(0|1|on|off|yes|no|true|false)$/i.test(value))
    return `${key}: type check ('boolean') failed - got '${value}'`;
  if (fact.enum !== undefined && !fact.enum.includes(value)) {
    return `${key}: value '${value}' does not have a value in the enumeration '${fact.enum.join(', ')}'`;
  }
  if (fact.pattern !== undefined && !perlPattern(fact.pattern).test(value)) return `${key}: value does not match the regex pattern`;
  const format = fact.format === undefined || fact.format.startsWith('#') ? null : checkFormat(fact.format, value);
  return format === null ? null : `${key}: invalid format - ${format}\n`;
}
