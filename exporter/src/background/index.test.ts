import { readdirSync } from 'node:fs';
import { pveCollectors } from '@vigie/metrics/collectors';
import { fakeReader } from '../testing/fake-reader.ts';
import { watchCluster } from '../watched-cluster.ts';

const notCollectors = ['background', 'background-collector', 'backup-list', 'bind', 'index', 'items', 'pass-deadline-error', 'read-each', 'turns'];

test('the registry holds every collector of the folder', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3))
    .filter((name) => !notCollectors.includes(name));
  expect(watchCluster(fakeReader({}), { updates: true }).background.map(({ name }) => name).sort()).toEqual(files.sort());
});

test('what needs a privilege that can change nodes is read only when asked for', () => {
  expect(watchCluster(fakeReader({})).background.map(({ name }) => name)).not.toContain('update');
});

test('each collector is told of in the documentation', () => {
  for (const { name } of watchCluster(fakeReader({}), { updates: true }).background) expect(Object.keys(pveCollectors)).toContain(name);
});
