import { existsSync, readFileSync } from 'node:fs';
import { pbsFacts, pbsReturns, pveFacts } from './cut-facts.ts';
import type { Schema } from './cut-facts.ts';

const shared = new URL('../../../../../shared/data/', import.meta.url);
const own = (name: string): string => readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8');
const schema = (name: string): Schema => JSON.parse(readFileSync(new URL(name, shared), 'utf8')) as Schema;

test('an endpoint that the schema does not know is named', () => {
  expect(() => pveFacts({})).toThrow('the schema has no GET /version');
});

if (existsSync(shared)) {
  test('the facts are what the official schemas say', () => {
    expect(own('pve')).toBe(pveFacts(schema('pve-9.2-api-schema.json')));
    expect(own('pbs')).toBe(pbsFacts(schema('pbs-api-schema.json')));
    expect(own('pbs-returns')).toBe(pbsReturns(schema('pbs-api-schema.json')));
  });
} else {
  test('not compared: the schemas are not in ../shared/data', () => {
    expect(existsSync(shared)).toBe(false);
  });
}
