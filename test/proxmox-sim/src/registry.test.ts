import { readFileSync, readdirSync } from 'node:fs';
import { factKeys, endpointFact, propertyFormat } from './facts/facts.ts';
import type { ParamFact } from './facts/facts.ts';
import { perlPattern } from './facts/pattern.ts';
import { endpoints } from './registry.ts';

test('every file of endpoints/ is registered', () => {
  const files = readdirSync(new URL('./endpoints/', import.meta.url)).filter((file) => !file.endsWith('.test.ts'));
  const registry = readFileSync(new URL('./registry.ts', import.meta.url), 'utf8');
  expect(files.filter((file) => !registry.includes(`'./endpoints/${file}'`))).toEqual([]);
});

test('endpoints and facts agree', () => {
  const keys = endpoints.map(({ method, template }) => `${method} ${template}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.toSorted()).toEqual(factKeys().toSorted());
});

test('every pattern and property string of the facts can be used', () => {
  const visit = (fact: ParamFact): void => {
    if (fact.pattern !== undefined) perlPattern(fact.pattern);
    if (fact.format?.startsWith('#') === true) Object.values(propertyFormat(fact.format) ?? {}).forEach(visit);
    if (fact.items !== undefined) visit(fact.items);
  };
  for (const { method, template } of endpoints) Object.values(endpointFact(method, template).params).forEach(visit);
});

test('an endpoint without facts is named', () => {
  expect(() => endpointFact('GET', '/not/there')).toThrow('no facts for GET /not/there');
});
