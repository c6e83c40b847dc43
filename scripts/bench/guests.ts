import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPveClient } from '@vigie/proxmox/client';
import { inRoot } from '../root.ts';
import type { SimulatorReady } from '../stack/demo-config.ts';
import { startBenchChild } from './ends.ts';
import { backgroundRead, startExporter } from './exporter.ts';
import { get } from './get.ts';
import { answersFor, measure, type Measured } from './measure.ts';
import { peakMegabytes } from './process-cost.ts';
import type { BenchSimulator } from './simulator.ts';
import { head, megabytes, ms, row } from './table.ts';

export interface BenchOptions {
  folder: string;
  simulator: BenchSimulator;
  scrapes: number;
  sizes: readonly number[];
  say: (line: string) => void;
}

const nodes = 10;
const tenants = 100;

/** Clusters of these sizes on ten nodes, with these delays of every API call in milliseconds. */
export async function benchGuests({ folder, simulator, scrapes, sizes, delays, say }: BenchOptions & { delays: readonly number[] }): Promise<void> {
  say(`\n${scrapes} scrapes each; times in ms. Floor: parsing the API's answers and writing the same bytes.\n`);
  say(head('guests', 'ms per call', 'p50', 'p99', 'CPU', 'CPU with gzip', 'floor p50', 'floor CPU', 'CPU / floor', 'peak MB', 'body MB', 'gzip MB', 'series', 'calls'));
  for (const guests of sizes) {
    await simulator.delay(0);
    await simulator.fleet({ guests, nodes, tenants });
    const exporter = await startExporter(join(folder, `guests-${guests}`), simulator.ready, false);
    try {
      const { seconds, failed } = await backgroundRead(exporter.url);
      const floor = await measureFloor(folder, simulator.ready, exporter.url, scrapes);
      for (const delay of delays) {
        await simulator.delay(delay);
        await simulator.calls();
        const plain = await measure(exporter, scrapes);
        const calls = [...(await simulator.calls())];
        const answered = calls.reduce((sum, [, count]) => sum + count, 0) / answersFor(scrapes);
        const gzip = await measure(exporter, scrapes, { 'accept-encoding': 'gzip' });
        say(
          row(
            ...[guests, delay, ms(plain.p50), ms(plain.p99), ms(plain.cpuSeconds), ms(gzip.cpuSeconds), ms(floor.p50), ms(floor.cpuSeconds)],
            ...[(plain.cpuSeconds / floor.cpuSeconds).toFixed(1), Math.round(peakMegabytes(exporter.pid))],
            ...[megabytes(plain.bytes), megabytes(gzip.bytes), plain.series, answered.toFixed(1)],
          ),
        );
      }
      process.stderr.write(`${guests} guests: background read in ${seconds.toFixed(0)} s${failed.length > 0 ? `, failed: ${failed.join(', ')}` : ''}\n`);
    } finally {
      await exporter.stop();
    }
  }
}

/** The same answers of the API and the same bytes as in a scrape now. */
async function measureFloor(folder: string, simulator: SimulatorReady, url: string, scrapes: number): Promise<Measured> {
  const { id, file } = simulator.tokens.exporter;
  const client = createPveClient({
    cluster: 'demo',
    endpoints: [{ url: simulator.url, fingerprint: simulator.fingerprint }],
    token: { id, secret: readFileSync(file, 'utf8').trim() },
  });
  const answers = await Promise.all(['/cluster/resources', '/cluster/status'].map((template) => client.call('GET', template, {})));
  await client.close();
  const body = (await get(url)).text;
  const files = [body, ...answers.map((data) => JSON.stringify({ data }))].map((text, i) => {
    const path = join(folder, `floor-${i}`);
    writeFileSync(path, text);
    return path;
  });
  const floor = await startBenchChild({ name: 'floor', command: process.execPath, args: [inRoot('scripts', 'bench', 'floor.ts'), ...files], logFile: join(folder, 'floor.log') });
  try {
    return await measure({ pid: floor.pid, url: String(floor.ready.url) }, scrapes);
  } finally {
    await floor.stop();
  }
}
