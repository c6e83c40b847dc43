import { readFileSync, readdirSync } from 'node:fs';
import { perlPattern } from '../facts/pattern.ts';
import { pbsFact, pbsFactKeys } from './http/pbs-facts.ts';
import { pbsEndpoints } from './registry.ts';

test('every file of endpoints/ is registered', () => {
  const files = readdirSync(new URL('./endpoints/', import.meta.url)).filter((file) => !file.endsWith('.test.ts'));
  const registry = readFileSync(new URL('./registry.ts', import.meta.url), 'utf8');
  expect(files.filter((file) => !registry.includes(`'./endpoints/${file}'`))).toEqual([]);
});

test('endpoints and facts agree', () => {
  const keys = pbsEndpoints.map(({ method, template }) => `${method} ${template}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.toSorted()).toEqual(pbsFactKeys().toSorted());
});

test('every pattern of the facts can be used', () => {
  for (const { method, template } of pbsEndpoints)
    for (const { pattern } of Object.values(pbsFact(method, template).params)) if (pattern !== undefined) perlPattern(pattern);
  const { pattern } = pbsFact('GET', '/admin/datastore/{store}/snapshots').params['ns'] ?? {};
  expect(['demo', 'a/b', ''].every((ns) => perlPattern(pattern ?? '').test(ns))).toBe(true);
  expect(perlPattern(pattern ?? '').test('../x')).toBe(false);
});

test('an endpoint without facts is named', () => {
  expect(() => pbsFact('GET', '/not/there')).toThrow('no facts for PBS GET /not/there');
});
