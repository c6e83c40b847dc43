import { vigieConfig } from '@vigie/config/schema';
import { z } from 'zod';

/** A JSON schema, as far as it is read here. */
interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  format?: string;
  default?: unknown;
  additionalProperties?: Schema | boolean;
}

/** docs/configuration.md: every key of vigie.yaml, from the schema that the daemons check it with. */
export function configurationDocs(): string {
  const schema = z.toJSONSchema(vigieConfig, { io: 'input', unrepresentable: 'any' }) as Schema;
  const lines = rows('', schema, new Set()).map(({ path, type, needed }) => `| \`${path}\` | ${type} | ${needed} |`);
  return [
    '# Every key of vigie.yaml',
    '',
    'Generated from `packages/config/src/schema.ts` by `npm run generate`. `vigie.example.yaml` explains them with values;',
    '`[]` stands for each item of a list, `<name>` for a name of your own. A secret is `{file: path}` or `{env: NAME}`.',
    '',
    '| Key | Type | Needed |',
    '|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

interface Row {
  path: string;
  type: string;
  needed: string;
}

function rows(path: string, schema: Schema, required: Set<string>): Row[] {
  const own = path === '' ? [] : [{ path, type: typeText(schema), needed: neededText(schema, required.has(path)) }];
  if (isSecret(schema)) return own;
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const child = path === '' ? key : `${path}.${key}`;
    return rows(child, value, new Set(schema.required?.map((name) => (path === '' ? name : `${path}.${name}`))));
  });
  const items = schema.items?.properties ? rows(`${path}[]`, schema.items, new Set([`${path}[]`])).slice(1) : [];
  return [...own, ...below, ...items];
}

function typeText(schema: Schema): string {
  if (isSecret(schema)) return 'secret';
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.anyOf) return schema.anyOf.map(typeText).join(', or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeText(schema.items) : 'values'}`;
  if (typeof schema.additionalProperties === 'object') return `\`<name>\`: ${typeText(schema.additionalProperties)}`;
  if (schema.type === 'integer') return `integer${rangeText(schema)}`;
  return schema.format ?? schema.type ?? 'value';
}

function rangeText({ minimum, maximum }: Schema): string {
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  return [low === undefined ? '' : ` from ${low}`, high === undefined ? '' : ` up to ${high}`].join('');
}

function neededText(schema: Schema, required: boolean): string {
  if (schema.default !== undefined) return `no, \`${JSON.stringify(schema.default)}\``;
  return required ? 'yes' : 'no';
}

/** A secret reference is the one union of two objects, of a file and of a variable. */
function isSecret(schema: Schema): boolean {
  return schema.anyOf?.some((option) => option.properties?.env !== undefined) ?? false;
}
