// What a scrape of the exporter costs, against the simulator: time, CPU, memory, API calls, and the same for the floor (scripts/bench/floor.ts).
// --guests 100,1000  --pbs-groups 1000 (0: none)  --delays 0,10 (ms per API call)  --scrapes 30
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchBackups } from '../bench/backups.ts';
import { untilTheEnd } from '../bench/ends.ts';
import { startExporter } from '../bench/exporter.ts';
import { benchGuests } from '../bench/guests.ts';
import { startSimulator } from '../bench/simulator.ts';

const { values } = parseArgs({
  options: {
    guests: { type: 'string', default: '100,1000,5000,10000' },
    'pbs-groups': { type: 'string', default: '1000,10000' },
    delays: { type: 'string', default: '0,10' },
    scrapes: { type: 'string', default: '30' },
  },
});
const numbers = (text: string) => text.split(',').map(Number).filter((number) => Number.isInteger(number) && number >= 0);
const say = (line: string) => process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
const ends = untilTheEnd();
ends.add(() => rmSync(folder, { recursive: true, force: true }));
try {
  const simulator = await startSimulator(folder);
  ends.add(() => simulator.stop());
  const scrapes = Math.max(1, Number(values.scrapes));
  const guests = numbers(values.guests).filter((size) => size > 0);
  // Every start of an exporter but the first finds its modules in the cache.
  await (await startExporter(join(folder, 'first'), simulator.ready, true)).stop();
  if (guests.length > 0) await benchGuests({ folder, simulator, scrapes, say, sizes: guests, delays: numbers(values.delays) });
  const groups = numbers(values['pbs-groups']).filter((size) => size > 0);
  if (groups.length > 0) await benchBackups({ folder, simulator, scrapes, say, sizes: groups });
} finally {
  await ends.stop();
}
