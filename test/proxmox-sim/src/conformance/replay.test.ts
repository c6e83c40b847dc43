import { knownDifferences } from './known-differences.ts';
import { recordedWorld } from './recorded-world.ts';
import { exchangesOf, recordings } from './recordings.ts';
import { Replay } from './replay.ts';
import { runConformance } from './run.ts';

test('every recorded exchange is answered as recorded, or the difference is explained', async () => {
  const report = await runConformance(recordings, knownDifferences);
  expect(report.differing.filter((finding) => finding.reason === null)).toEqual([]);
  expect(report.stale).toEqual([]);
  expect(report.same).toBeGreaterThan(1220);
  // Some recordings wait for a lock until it times out, on a busy machine longer than a test may.
}, 60_000);

test('a difference is found', async () => {
  const [recording] = recordings;
  if (recording === undefined) throw new Error('no recording');
  const exchange = exchangesOf(recording).find((item) => item.path === '/version');
  if (exchange === undefined) throw new Error('no fixture');
  const replay = new Replay(recordedWorld(true));
  expect(await replay.play({ ...exchange, status: 403, statusText: 'Permission check failed' })).toHaveLength(1);
  expect(await replay.play({ ...exchange, body: { data: { unheardOf: 1 } } })).toEqual(['data.unheardOf is missing']);
});

test('an explanation that is not needed is named', async () => {
  const unneeded = { recording: '01-reads', seqs: [2], reason: 'none' };
  expect((await runConformance(recordings.slice(0, 1), [...knownDifferences, unneeded])).stale).toContainEqual(unneeded);
});
