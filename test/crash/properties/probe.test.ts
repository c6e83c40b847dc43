import { openBench } from '../../harness/properties/bench.ts';
import { prepare, withMachine } from '../../harness/properties/play.ts';
import { workflows } from '../../harness/properties/workflows/index.ts';

test('probe', async () => {
  const t0 = performance.now();
  const log = (...a: unknown[]) => process.stderr.write(`${((performance.now() - t0) / 1000).toFixed(1)} ${a.map(String).join(' ')}\n`);
  const bench = await openBench();
  log('bench');
  const machine = await withMachine(bench);
  log('machine');
  for (const wf of workflows) {
    try {
      const play = await prepare(bench, wf.from === 'machine' ? machine : bench.first, wf);
      log(wf.name, play.troubles.length, JSON.stringify(play.unsteady, null, 1));
    } catch (e) { log(wf.name, (e as Error).stack); }
  }
  await bench.close();
}, 600_000);
