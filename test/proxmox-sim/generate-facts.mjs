// Cuts the official Proxmox VE API schema down to what the simulator offers.
// Run by hand when an endpoint is added or a new schema is out:
//   node test/proxmox-sim/generate-facts.mjs <path of the schema: {path: {method: ...}} as JSON>
import { readFile, writeFile } from 'node:fs/promises';
import { endpoints } from './src/registry.ts';

const target = new URL('./src/facts/pve.json', import.meta.url);
const kept = ['type', 'enum', 'pattern', 'minLength', 'maxLength', 'default_key', 'alias', 'keyAlias'];
const numeric = ['minimum', 'maximum'];

const source = process.argv[2];
if (source === undefined) {
  console.error('usage: node test/proxmox-sim/generate-facts.mjs SCHEMA.json');
  process.exit(2);
}
const schema = JSON.parse(await readFile(source, 'utf8'));

/** Property strings are shared by many parameters (scsi[n], sata[n] ...): each is written once. */
const formats = new Map();

function formatName(properties) {
  const text = JSON.stringify(Object.fromEntries(Object.entries(properties).map(([name, fact]) => [name, cut(fact)])));
  if (!formats.has(text)) formats.set(text, `#${formats.size + 1}`);
  return formats.get(text);
}

function cut(fact) {
  const result = {};
  for (const key of kept) if (fact[key] !== undefined) result[key] = fact[key];
  for (const key of numeric) if (fact[key] !== undefined) result[key] = Number(fact[key]);
  if (fact.optional) result.optional = 1;
  if (fact.items) result.items = cut(fact.items);
  if (typeof fact.format === 'string') result.format = fact.format;
  else if (fact.format) result.format = formatName(fact.format);
  return result;
}

const facts = {};
for (const { method, template } of endpoints) {
  const found = schema[template]?.[method];
  if (found === undefined) throw new Error(`the schema has no ${method} ${template}`);
  const properties = Object.entries(found.parameters?.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  facts[`${method} ${template}`] = {
    params: Object.fromEntries(properties.map(([name, fact]) => [name, cut(fact)])),
    permissions: permissions(found.permissions),
    ...(found.proxyto === 'node' ? { proxyto: 'node' } : {}),
    ...(found.allowtoken === 0 ? { allowtoken: 0 } : {}),
  };
}

function permissions(given) {
  if (given?.user !== undefined) return { user: given.user };
  return given?.check === undefined ? null : { check: given.check };
}

const body = {
  formats: Object.fromEntries([...formats].map(([text, name]) => [name, JSON.parse(text)])),
  endpoints: Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))),
};
await writeFile(target, `${JSON.stringify(body, null, 1)}\n`);
console.log(`${Object.keys(facts).length} endpoints, ${formats.size} property strings`);
