import { readdirSync } from 'node:fs';
import { pbsCollectors } from '@vigie/metrics/collectors';
import { fakePbs } from '../testing/fake-pbs.ts';
import { bindPbsCollectors } from './index.ts';

const notCollectors = ['bind-pbs', 'datastores', 'group-snapshots', 'index', 'list-groups', 'pbs-collector', 'read-certificate-expiry'];
const names = bindPbsCollectors(fakePbs({}), { urls: [], concurrency: 1 }).map(({ name }) => name);

test('the registry holds every collector of the folder', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3))
    .filter((name) => !notCollectors.includes(name));
  expect(names.toSorted()).toEqual(files.sort());
});

test('each collector is told of in the documentation', () => {
  expect(names.toSorted()).toEqual(Object.keys(pbsCollectors).sort());
});
