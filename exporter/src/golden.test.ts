import { spawnSync } from 'node:child_process';
import { recorded } from './testing/fake-reader.ts';
import { scrapeAll } from './testing/scrape-all.ts';

/** What depends on the clock of the test is 0. */
const timeless = (text: string) =>
  text.replace(/^(pve_collector_(?:duration_seconds|last_refresh_timestamp_seconds)\{.*\}) .*$/gm, '$1 0');

test.each(['two-nodes', 'two-nodes-ha'] as const)('renders the recorded %s as it always did', async (name) => {
  expect(timeless(await scrapeAll(recorded(name)))).toMatchSnapshot();
});

const promtool = spawnSync('promtool', ['--version']).status === 0;

(promtool ? test : test.skip)('promtool finds nothing to complain of', async () => {
  const input = await scrapeAll(recorded('two-nodes-ha'), { states: 'all', updates: true });
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
  expect([stdout + stderr, status]).toEqual(['', 0]);
});
