import type { Request } from 'express';

/** A parameter of the query; the first one when it is given twice, undefined when it is missing or empty. */
export function queryText(request: Request, name: string): string | undefined {
  const value: unknown = request.query[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

/** A switch as prometheus-pve-exporter reads it: `0`, `false` and nothing at all are off, a parameter that is left out is on. */
export function querySwitch(request: Request, name: string): boolean {
  if (request.query[name] === undefined) return true;
  return !['0', 'false', ''].includes((queryText(request, name) ?? '').toLowerCase());
}
