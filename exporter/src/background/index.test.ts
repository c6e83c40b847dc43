import { readdirSync } from 'node:fs';
import { fakeReader } from '../testing/fake-reader.ts';
import { watchCluster } from '../watched-cluster.ts';

const notCollectors = ['background', 'background-collector', 'backup-list', 'bind', 'index', 'pass-deadline-error', 'read-each', 'turns'];

test('the registry holds every collector of the folder', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3))
    .filter((name) => !notCollectors.includes(name));
  expect(watchCluster(fakeReader({})).background.map(({ name }) => name).sort()).toEqual(files.sort());
});
