import { endpointFact } from '../facts/facts.ts';
import type { EndpointFact } from '../facts/facts.ts';
import { endpoints } from '../registry.ts';
import type { Endpoint } from './call.ts';

/** The endpoint of a path, with what the placeholders stand for. */
export interface RouteOf<E> {
  endpoint: E;
  pathParams: Record<string, string>;
}

export interface Route extends RouteOf<Endpoint> {
  fact: EndpointFact;
}

type Finder<E> = (method: string, path: string) => RouteOf<E> | null;

const find = routeFinder(endpoints);

/** Finds the endpoint for a path without `/api2/json` and query. Null: not offered (501). */
export function findRoute(method: string, path: string): Route | null {
  const found = find(method, path);
  return found === null ? null : { ...found, fact: endpointFact(found.endpoint.method, found.endpoint.template) };
}

export function routeFinder<E extends { method: string; template: string }>(offered: readonly E[]): Finder<E> {
  const compiled = offered
    .map((endpoint) => ({ endpoint, segments: withoutSlashes(endpoint.template).split('/') }))
    // Fixed words win over placeholders: `/access/users/{userid}` must not take `/access/users/...` siblings.
    .sort((a, b) => placeholders(a.segments) - placeholders(b.segments));
  return (method, path) => {
    const parts = withoutSlashes(path).split('/').map(decodeSegment);
    if (parts.some((part) => /\s/.test(part))) return null;
    for (const { endpoint, segments } of compiled) {
      if (endpoint.method !== method) continue;
      const pathParams = match(segments, parts);
      if (pathParams !== null) return { endpoint, pathParams };
    }
    return null;
  };
}

/** Without those at the end: `/` is the empty path. */
function withoutSlashes(path: string): string {
  return path.replace(/\/+$/, '');
}

function placeholders(segments: string[]): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}

function match(segments: string[], given: string[]): Record<string, string> | null {
  const found: Record<string, string> = {};
  // A volume id holds slashes and is the last part of its path; pools may hold them in the query only.
  const last = segments.at(-1) ?? '';
  const parts =
    last === '{volume}' && given.length > segments.length
      ? [...given.slice(0, segments.length - 1), given.slice(segments.length - 1).join('/')]
      : given;
  if (parts.length !== segments.length) return null;
  for (const [index, segment] of segments.entries()) {
    const part = parts[index] ?? '';
    if (segment.startsWith('{')) {
      if (part === '') return null;
      found[segment.slice(1, -1)] = part;
    } else if (segment !== part) {
      return null;
    }
  }
  return found;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
