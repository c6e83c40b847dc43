import { readFileSync } from 'node:fs';
import type { Method } from '../http/call.ts';

/** One parameter as the official schema describes it. `format` is the name of a format; `#n` names a property string of `formats` that has no name. */
export interface ParamFact {
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'array';
  format?: string;
  enum?: string[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  optional?: 1;
  /** What holds when it is left out: a value, or words. */
  default?: unknown;
  items?: ParamFact;
  /** Another parameter that must be there too. */
  requires?: string;
}

/** A key of a property string. `alias`: the same as another key; `keyAlias`: the key itself is that other key's value. */
export interface PropertyFact extends ParamFact {
  default_key?: 1;
  alias?: string;
  keyAlias?: string;
}

export interface PermissionRule {
  user?: 'all' | 'world';
  check?: readonly unknown[];
}

export interface EndpointFact {
  /** Names may end in `[n]`. */
  params: Record<string, ParamFact>;
  /** null: root@pam only. */
  permissions: PermissionRule | null;
  proxyto?: 'node';
  /** 0: the endpoint refuses API tokens. */
  allowtoken?: 0;
}

interface Facts {
  /** Property strings, by `#n`, and by name where the schema spells out one that parameters only name. */
  formats: Record<string, Record<string, PropertyFact>>;
  endpoints: Record<string, EndpointFact>;
}

// Read, not imported: an import attribute for JSON would need another loader under the test runner.
const facts = JSON.parse(readFileSync(new URL('./pve.json', import.meta.url), 'utf8')) as Facts;

export function endpointFact(method: Method, template: string): EndpointFact {
  const fact = facts.endpoints[`${method} ${template}`];
  if (fact === undefined) throw new Error(`no facts for ${method} ${template}: run npm run facts`);
  return fact;
}

/** The keys of a property string; undefined: the format is none, or the schema does not spell it out. */
export function propertyFormat(name: string): Record<string, PropertyFact> | undefined {
  return facts.formats[name];
}

export function factKeys(): string[] {
  return Object.keys(facts.endpoints);
}
