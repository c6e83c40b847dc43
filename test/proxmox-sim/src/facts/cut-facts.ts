import { pbsEndpoints } from '../pbs/registry.ts';
import { endpoints } from '../registry.ts';
import type { EndpointFact, ParamFact, PermissionRule, PropertyFact } from './facts.ts';
import type { ReturnShape } from './return-shape.ts';

/** An official API schema: path -> method -> what is known of it. */
export type Schema = Record<string, Record<string, SchemaMethod>>;

interface SchemaMethod {
  returns?: SchemaParam;
  parameters?: { properties?: Record<string, SchemaParam> };
  permissions?: { user?: 'all' | 'world'; check?: readonly unknown[] };
  proxyto?: string;
  allowtoken?: number;
}

type SchemaParam = Record<string, unknown> & {
  items?: SchemaParam;
  properties?: Record<string, SchemaParam>;
  additionalProperties?: unknown;
  format?: string | Record<string, SchemaParam>;
  optional?: unknown;
  pattern?: string;
};

const kept = ['type', 'enum', 'pattern', 'minLength', 'maxLength', 'default_key', 'alias', 'keyAlias', 'requires', 'default'];
const numeric = ['minimum', 'maximum'];

/** Where the schema spells out property strings that parameters only name. */
const spelledOut: Record<string, (schema: Schema) => Record<string, SchemaParam> | undefined> = {
  'prune-backups': (schema) => jobProperties(schema)?.['prune-backups']?.properties,
  'backup-performance': (schema) => jobProperties(schema)?.['performance']?.properties,
  'backup-fleecing': (schema) => jobProperties(schema)?.['fleecing']?.properties,
  'pve-vm-cpu-conf': (schema) => {
    const { digest: _, ...properties } = schema['/cluster/qemu/custom-cpu-models/{cputype}']?.['GET']?.returns?.properties ?? {};
    return properties;
  },
  'pve-qm-ide': (schema) => {
    const format = schema['/nodes/{node}/qemu']?.['POST']?.parameters?.properties?.['ide[n]']?.format;
    return typeof format === 'object' ? format : undefined;
  },
};

function jobProperties(schema: Schema): Record<string, SchemaParam> | undefined {
  return schema['/cluster/backup']?.['GET']?.returns?.items?.properties;
}

/** Property strings are shared by many parameters (scsi[n], sata[n] ...): each is written once. */
class Formats {
  private readonly names = new Map<string, string>();

  nameOf(properties: Record<string, SchemaParam>): string {
    const text = JSON.stringify(Object.fromEntries(Object.entries(properties).map(([name, fact]) => [name, this.cut(fact)])));
    const name = this.names.get(text) ?? `#${this.names.size + 1}`;
    this.names.set(text, name);
    return name;
  }

  cut(fact: SchemaParam): PropertyFact {
    const result: Record<string, unknown> = {};
    for (const key of kept) if (fact[key] !== undefined) result[key] = fact[key];
    for (const key of numeric) if (fact[key] !== undefined) result[key] = Number(fact[key]);
    if (Boolean(fact.optional)) result['optional'] = 1;
    if (fact.items !== undefined) result['items'] = this.cut(fact.items);
    if (typeof fact.format === 'string') result['format'] = fact.format;
    else if (fact.format !== undefined) result['format'] = this.nameOf(fact.format);
    return result;
  }

  all(schema: Schema): Record<string, unknown> {
    const named = Object.entries(spelledOut).map(([name, where]) => {
      const properties = where(schema) ?? {};
      return [name, Object.fromEntries(Object.entries(properties).map(([key, fact]) => [key, this.cut(fact)]))] as [string, unknown];
    });
    return Object.fromEntries([...[...this.names].map(([text, name]): [string, unknown] => [name, JSON.parse(text)]), ...named]);
  }
}

/** PBS writes patterns as `/^...$/` with POSIX classes. */
function plainPattern(pattern: string): string {
  return pattern
    .replace(/^\/\^?/, '')
    .replace(/\$?\/$/, '')
    .replaceAll('[[:^cntrl:]]', '[^\\x00-\\x1f\\x7f]')
    .replaceAll('[:cntrl:]', '\\x00-\\x1f\\x7f')
    .replaceAll('(?P<', '(?<');
}

function cutPbs(fact: SchemaParam): ParamFact {
  const { format: _, ...result } = new Formats().cut(fact);
  if (result.pattern !== undefined) result.pattern = plainPattern(result.pattern);
  if (fact.items !== undefined) result.items = cutPbs(fact.items);
  return result;
}

function sortedParams(found: SchemaMethod, cutter: (fact: SchemaParam) => ParamFact): Record<string, ParamFact> {
  const properties = Object.entries(found.parameters?.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(properties.map(([name, fact]) => [name, cutter(fact)]));
}

/** What is offered and observed, but not in the schema. */
const unwritten: Schema = { '/': { GET: { permissions: { user: 'all' } } } };

function factsOf<F>(schema: Schema, offered: readonly { method: string; template: string }[], make: (found: SchemaMethod) => F): Record<string, F> {
  const facts = offered.map(({ method, template }): [string, F] => {
    const found = (schema[template] ?? unwritten[template])?.[method];
    if (found === undefined) throw new Error(`the schema has no ${method} ${template}`);
    return [`${method} ${template}`, make(found)];
  });
  return Object.fromEntries(facts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function permissionRule(given: SchemaMethod['permissions']): PermissionRule | null {
  if (given?.user !== undefined) return { user: given.user };
  return given?.check === undefined ? null : { check: given.check };
}

/** What `pve.json` holds: the endpoints that the simulator offers, as the schema of Proxmox VE describes them. */
export function pveFacts(schema: Schema): string {
  const formats = new Formats();
  const facts = factsOf(
    schema,
    endpoints,
    (found): EndpointFact => ({
      params: sortedParams(found, (fact) => formats.cut(fact)),
      permissions: permissionRule(found.permissions),
      ...(found.proxyto === 'node' ? { proxyto: 'node' } : {}),
      ...(found.allowtoken === 0 ? { allowtoken: 0 } : {}),
    }),
  );
  return written({ formats: formats.all(schema), endpoints: facts });
}

/** What `pbs.json` holds. */
export function pbsFacts(schema: Schema): string {
  return written({
    endpoints: factsOf(schema, pbsEndpoints, (found) => ({ params: sortedParams(found, cutPbs), permissions: found.permissions ?? null })),
  });
}

/** Long patterns come again and again: each is written once. */
class Patterns {
  private readonly names = new Map<string, string>();

  cut(fact: SchemaParam): ReturnShape {
    const { pattern, items, properties, additionalProperties } = fact;
    const kept = ['type', 'enum', 'optional', ...numeric, 'minLength', 'maxLength'].filter((key) => fact[key] !== undefined);
    return {
      ...Object.fromEntries(kept.map((key) => [key, fact[key]])),
      ...(pattern === undefined ? {} : { pattern: this.nameOf(plainPattern(pattern)) }),
      ...(items === undefined ? {} : { items: this.cut(items) }),
      ...(properties === undefined ? {} : { properties: this.cutAll(properties) }),
      ...(additionalProperties === true ? { open: 1 } : {}),
    };
  }

  private cutAll(properties: Record<string, SchemaParam>): Record<string, ReturnShape> {
    return Object.fromEntries(Object.entries(properties).map(([name, fact]) => [name, this.cut(fact)]));
  }

  private nameOf(pattern: string): string {
    const name = this.names.get(pattern) ?? `#${this.names.size + 1}`;
    this.names.set(pattern, name);
    return name;
  }

  all(): Record<string, string> {
    return Object.fromEntries([...this.names].map(([pattern, name]) => [name, pattern]));
  }
}

/** What `pbs-returns.json` holds: what the endpoints answer, a line each. The schema says `null` where it does not tell. */
export function pbsReturns(schema: Schema): string {
  const patterns = new Patterns();
  const shapes = Object.entries(factsOf(schema, pbsEndpoints, (found) => found.returns)).flatMap(([key, returns]) =>
    returns === undefined || returns['type'] === 'null' ? [] : [`${JSON.stringify(key)}:${JSON.stringify(patterns.cut(returns))}`],
  );
  return `{"endpoints":{\n${shapes.join(',\n')}\n},\n"patterns":${JSON.stringify(patterns.all(), null, 1)}}\n`;
}

function written(facts: unknown): string {
  return `${JSON.stringify(facts, null, 1)}\n`;
}
