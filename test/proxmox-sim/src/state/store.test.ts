import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCluster } from '../testing.ts';
import { Store } from './store.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a world from before the backup server had jobs gets none, and keeps the rest', () => {
  const { world } = testCluster().sim;
  const { jobs: _, remotes: __, fingerprint: ___, certificateExpiry: ____, ...earlier } = world.pbs;
  writeFileSync(join(folder, 'world.json'), JSON.stringify({ ...world, pbs: earlier }));
  const loaded = new Store(folder).load();
  expect(loaded?.pbs).toMatchObject({ ...earlier, jobs: { sync: {}, verify: {}, prune: {} }, remotes: {} });
});

test('jobs are loaded as they were saved', () => {
  const { world } = testCluster().sim;
  world.pbs.jobs.verify['nightly'] = { config: { store: 'main' }, created: 5, upid: null };
  const store = new Store(folder);
  store.later(world);
  store.flush();
  expect(JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(world)));
  expect(new Store(folder).load()?.pbs.jobs).toEqual(world.pbs.jobs);
});
