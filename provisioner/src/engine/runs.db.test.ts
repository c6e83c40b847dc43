import { pino } from 'pino';
import type { Database } from '../store/database.ts';
import { testDatabase } from '../store/test-database.ts';
import { startEngine, type Engine } from './engine.ts';
import { durableRuns, type RunRef } from './runs.ts';
import type { Schedule } from './work-kind.ts';

let db: Database;
let close: () => Promise<void>;
let engine: Engine | undefined;
beforeAll(async () => {
  ({ db, close } = await testDatabase());
}, 60_000);
afterAll(async () => {
  await engine?.stop();
  await close();
}, 60_000);

/** A promise, and the function that keeps it. */
function pledge<T = void>() {
  let keep: (value: T) => void = () => {};
  const kept = new Promise<T>((resolve) => (keep = resolve));
  return { kept, keep };
}

test('runs begin by themselves, wait until they are woken, and go on under the next number when they break', async () => {
  const live = new Map<string, RunRef>([['a', { id: 'a', run: 1, partition: 'p' }], ['b', { id: 'b', run: 1, partition: 'p' }]]);
  const [waits, aEnded, bEnded, due] = [pledge(), pledge(), pledge(), pledge<Date>()];
  const attempts: number[] = [];
  let done = false;
  const runs = durableRuns({
    name: 'thing',
    limit: { perPartition: 2, pollMs: 100 },
    async body(durable, id) {
      if (id === 'b') {
        const run = await durable.step('begin', () => Promise.resolve(live.get('b')?.run ?? 0));
        attempts.push(run);
        if (run === 1) throw new Error('broken');
        live.delete('b');
        bEnded.keep();
        return;
      }
      while (!(await durable.step('look', () => Promise.resolve(done)))) {
        waits.keep();
        await durable.wait(3600);
      }
      live.delete('a');
      aEnded.keep();
    },
    live: () => Promise.resolve([...live.values()]),
    nextRun(ref) {
      const next = { ...ref, run: ref.run + 1 };
      live.set(ref.id, next);
      return Promise.resolve(next);
    },
  });
  const everySecond: Schedule = { name: 'second', cron: '* * * * * *', run: (at) => Promise.resolve(due.keep(at)) };
  engine = await startEngine({
    database: db, replica: 'main', log: pino({ level: 'silent' }), kinds: [runs], schedules: [everySecond], onLivenessLost: () => {},
  });
  // Nobody calls begin: a crash after the row was written leaves just this.
  await waits.kept;
  done = true;
  await runs.wake({ id: 'a', run: 1 });
  await aEnded.kept;
  expect((await due.kept).getMilliseconds()).toBe(0);
  await bEnded.kept;
  expect(attempts).toEqual([1, 2]);
}, 60_000);
