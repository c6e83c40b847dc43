import { join } from 'node:path';
import { backgroundRead, startExporter } from './exporter.ts';
import type { BenchOptions } from './guests.ts';
import { answersFor, measure } from './measure.ts';
import { peakMegabytes } from './process-cost.ts';
import { head, megabytes, ms, row } from './table.ts';

const snapshotsPerGroup = 30;

/** A backup server with so many groups of 30 snapshots. They are read in the background; a scrape tells what is known. */
export async function benchBackups({ folder, simulator, scrapes, sizes, say }: BenchOptions): Promise<void> {
  say(`\nBackup server, groups of ${snapshotsPerGroup} snapshots; times in ms, the background read in s.\n`);
  say(head('groups', 'p50', 'p99', 'CPU', 'background read', 'peak MB', 'body MB', 'series', 'calls'));
  await simulator.delay(0);
  for (const groups of sizes) {
    await simulator.fleet({ guests: 0, pbs: { groups, snapshotsPerGroup } });
    const exporter = await startExporter(join(folder, `groups-${groups}`), simulator.ready, true);
    try {
      const { seconds, failed } = await backgroundRead(exporter.url, ['datastore', 'group', 'job']);
      await simulator.calls();
      const measured = await measure(exporter, scrapes);
      const calls = [...(await simulator.calls()).values()].reduce((sum, count) => sum + count, 0) / answersFor(scrapes);
      const { p50, p99, cpuSeconds, bytes, series } = measured;
      say(row(groups, ms(p50), ms(p99), ms(cpuSeconds), seconds.toFixed(0), Math.round(peakMegabytes(exporter.pid)), megabytes(bytes), series, calls.toFixed(1)));
      if (failed.length > 0) process.stderr.write(`${groups} groups: failed: ${failed.join(', ')}\n`);
    } finally {
      await exporter.stop();
    }
  }
}
