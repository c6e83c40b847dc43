// Cuts the official API schemas of Proxmox VE and Proxmox Backup Server down to what the simulator offers.
// Run by hand when an endpoint is added or a new schema is out:
//   node test/proxmox-sim/generate-facts.mjs PVE_SCHEMA PBS_SCHEMA   (each {path: {method: ...}} as JSON)
import { readFile, writeFile } from 'node:fs/promises';
import { pbsEndpoints } from './src/pbs/registry.ts';
import { endpoints } from './src/registry.ts';

const kept = ['type', 'enum', 'pattern', 'minLength', 'maxLength', 'default_key', 'alias', 'keyAlias', 'requires'];
const numeric = ['minimum', 'maximum'];

const [pveSource, pbsSource] = process.argv.slice(2);
if (pveSource === undefined || pbsSource === undefined) {
  console.error('usage: node test/proxmox-sim/generate-facts.mjs PVE_SCHEMA.json PBS_SCHEMA.json');
  process.exit(2);
}
const pveSchema = JSON.parse(await readFile(pveSource, 'utf8'));
const pbsSchema = JSON.parse(await readFile(pbsSource, 'utf8'));

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

/** PBS writes patterns as `/^...$/` with POSIX classes. */
function plainPattern(pattern) {
  return pattern
    .replace(/^\/\^?/, '')
    .replace(/\$?\/$/, '')
    .replaceAll('[[:^cntrl:]]', '[^\\x00-\\x1f\\x7f]')
    .replaceAll('[:cntrl:]', '\\x00-\\x1f\\x7f')
    .replaceAll('(?P<', '(?<');
}

function cutPbs(fact) {
  const result = cut(fact);
  delete result.format;
  if (result.pattern !== undefined) result.pattern = plainPattern(result.pattern);
  if (fact.items) result.items = cutPbs(fact.items);
  return result;
}

function sortedParams(found, cutter) {
  const properties = Object.entries(found.parameters?.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(properties.map(([name, fact]) => [name, cutter(fact)]));
}

function factsOf(schema, offered, make) {
  const facts = offered.map(({ method, template }) => {
    const found = schema[template]?.[method];
    if (found === undefined) throw new Error(`the schema has no ${method} ${template}`);
    return [`${method} ${template}`, make(found)];
  });
  return Object.fromEntries(facts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const pveFacts = factsOf(pveSchema, endpoints, (found) => ({
  params: sortedParams(found, cut),
  permissions: permissions(found.permissions),
  ...(found.proxyto === 'node' ? { proxyto: 'node' } : {}),
  ...(found.allowtoken === 0 ? { allowtoken: 0 } : {}),
}));
const pbsFacts = factsOf(pbsSchema, pbsEndpoints, (found) => ({
  params: sortedParams(found, cutPbs),
  permissions: found.permissions ?? null,
}));

function permissions(given) {
  if (given?.user !== undefined) return { user: given.user };
  return given?.check === undefined ? null : { check: given.check };
}

async function write(name, body) {
  await writeFile(new URL(`./src/facts/${name}.json`, import.meta.url), `${JSON.stringify(body, null, 1)}\n`);
  console.log(`${name}: ${Object.keys(body.endpoints).length} endpoints`);
}
await write('pve', {
  formats: Object.fromEntries([...formats].map(([text, name]) => [name, JSON.parse(text)])),
  endpoints: pveFacts,
});
await write('pbs', { endpoints: pbsFacts });
