import { readFileSync } from 'node:fs';
import { perlPattern } from './pattern.ts';

/** What an endpoint answers, as the official schema describes it. */
export interface ReturnShape {
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  optional?: 1;
  enum?: string[];
  /** A name of `patterns`. */
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  items?: ReturnShape;
  properties?: Record<string, ReturnShape>;
  /** 1: may have keys that are not among the properties. */
  open?: 1;
}

const facts = JSON.parse(readFileSync(new URL('./pbs-returns.json', import.meta.url), 'utf8')) as {
  endpoints: Record<string, ReturnShape>;
  patterns: Record<string, string>;
};

/** null: the schema does not tell what the endpoint answers. */
export function pbsReturn(key: string): ReturnShape | null {
  return facts.endpoints[key] ?? null;
}

/** Where an answer is not of a shape, in words; `at` names the place. */
export function returnProblems(shape: ReturnShape, value: unknown, at = 'data'): string[] {
  const problem = typeProblem(shape, value);
  if (problem !== null) return [`${at}: ${problem}`];
  if (Array.isArray(value)) return value.flatMap((item, index) => returnProblems(shape.items ?? {}, item, `${at}[${index}]`));
  if (typeof value === 'object' && value !== null) return objectProblems(shape, value as Record<string, unknown>, at);
  const rule = brokenRule(shape, value);
  return rule === null ? [] : [`${at}: ${JSON.stringify(value)} breaks ${rule}`];
}

function typeProblem({ type }: ReturnShape, value: unknown): string | null {
  const given = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  if (type === undefined || type === given || (type === 'number' && given === 'number')) return null;
  return type === 'integer' && Number.isInteger(value) ? null : `is ${given}, not ${type}`;
}

function objectProblems(shape: ReturnShape, value: Record<string, unknown>, at: string): string[] {
  const known = shape.properties ?? {};
  const missing = Object.keys(known).filter((name) => known[name]?.optional === undefined && value[name] === undefined);
  const extra = shape.open === 1 ? [] : Object.keys(value).filter((name) => known[name] === undefined);
  return [
    ...missing.map((name) => `${at}.${name}: is missing`),
    ...extra.map((name) => `${at}.${name}: is not in the schema`),
    ...Object.entries(value).flatMap(([name, item]) =>
      known[name] === undefined ? [] : returnProblems(known[name], item, `${at}.${name}`),
    ),
  ];
}

function brokenRule(shape: ReturnShape, value: unknown): string | null {
  if (typeof value === 'number') {
    if (shape.minimum !== undefined && value < shape.minimum) return `minimum ${shape.minimum}`;
    return shape.maximum !== undefined && value > shape.maximum ? `maximum ${shape.maximum}` : null;
  }
  if (typeof value !== 'string') return null;
  if (shape.enum !== undefined && !shape.enum.includes(value)) return `enum ${shape.enum.join('|')}`;
  if (shape.minLength !== undefined && value.length < shape.minLength) return `minLength ${shape.minLength}`;
  if (shape.maxLength !== undefined && value.length > shape.maxLength) return `maxLength ${shape.maxLength}`;
  const pattern = shape.pattern === undefined ? undefined : facts.patterns[shape.pattern];
  return pattern !== undefined && !perlPattern(pattern).test(value) ? `pattern ${pattern}` : null;
}
