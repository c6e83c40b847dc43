import { spawnSync } from 'node:child_process';
import { recorded } from '@vigie/exporter/testing/fake-reader';
import { scrapeAll } from '@vigie/exporter/testing/scrape-all';

test('promtool finds nothing to complain of in all that a recorded cluster gives', async () => {
  const input = await scrapeAll(recorded('two-nodes-ha'), { states: 'all', updates: true });
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});
