import type { ParamFact } from '../facts/facts.ts';
import { perlPattern } from '../facts/pattern.ts';

/** Checks a value of a named format; `$name` in the answer stands for the parameter. Null when good. */
export type FormatCheck = (format: string, value: string) => string | null;

/** What is wrong with a number or a text, in Proxmox's words. Null when good. Booleans are their reader's: parameters and property strings differ. */
export function valueProblem(fact: ParamFact, value: string, checkFormat: FormatCheck): string | null {
  return fact.type === 'integer' || fact.type === 'number' ? numberProblem(fact, value, checkFormat) : textProblem(fact, value, checkFormat);
}

function numberProblem(fact: ParamFact, value: string, checkFormat: FormatCheck): string | null {
  const pattern = fact.type === 'integer' ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  if (!pattern.test(value)) return `type check ('${fact.type ?? ''}') failed - got '${value}'`;
  const format = fact.format === undefined ? null : checkFormat(fact.format, value);
  if (format !== null) return `invalid format - ${format}\n`;
  if (fact.minimum !== undefined && Number(value) < fact.minimum) return `value must have a minimum value of ${fact.minimum}`;
  if (fact.maximum !== undefined && Number(value) > fact.maximum) return `value must have a maximum value of ${fact.maximum}`;
  return null;
}

function textProblem(fact: ParamFact, value: string, checkFormat: FormatCheck): string | null {
  if (fact.maxLength !== undefined && value.length > fact.maxLength) return `value may only be ${fact.maxLength} characters long`;
  if (fact.minLength !== undefined && value.length < fact.minLength) return `value must be at least ${fact.minLength} characters long`;
  const format = fact.format === undefined ? null : checkFormat(fact.format, value);
  if (format !== null) return `invalid format - ${format}\n`;
  if (fact.pattern !== undefined && !perlPattern(fact.pattern).test(value)) return 'value does not match the regex pattern';
  if (fact.enum !== undefined && !fact.enum.includes(value))
    return `value '${value}' does not have a value in the enumeration '${fact.enum.join(', ')}'`;
  return null;
}
