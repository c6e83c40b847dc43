import { readdirSync } from 'node:fs';
import { collectors } from './index.ts';

const notCollectors = ['collector', 'index', 'other-states', 'usage'];

test('the registry holds every collector of the folder', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3))
    .filter((name) => !notCollectors.includes(name));
  expect(collectors.map(({ name }) => name).sort()).toEqual(files.sort());
});
