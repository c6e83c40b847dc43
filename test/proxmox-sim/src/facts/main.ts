// Writes the facts of the offered endpoints anew: node main.ts PVE_SCHEMA.json PBS_SCHEMA.json (each {path: {method: ...}}).
import { readFileSync, writeFileSync } from 'node:fs';
import { pbsFacts, pbsReturns, pveFacts } from './cut-facts.ts';
import type { Schema } from './cut-facts.ts';

const [pve, pbs] = process.argv.slice(2);
if (pve === undefined || pbs === undefined) {
  process.stderr.write('usage: npm run facts -- PVE_SCHEMA.json PBS_SCHEMA.json\n');
  process.exit(2);
}
write('pve', pveFacts(read(pve)));
write('pbs', pbsFacts(read(pbs)));
write('pbs-returns', pbsReturns(read(pbs)));

function read(file: string): Schema {
  return JSON.parse(readFileSync(file, 'utf8')) as Schema;
}

function write(name: string, facts: string): void {
  writeFileSync(new URL(`./${name}.json`, import.meta.url), facts);
}
