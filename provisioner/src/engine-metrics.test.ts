import { because } from '@vigie/contract/step-reasons';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { both, type AttemptEnd, type AttemptWatch } from './engine/attempt.ts';
import { queueMetrics, stepMetrics, takeOverMetric } from './engine-metrics.ts';

const attempt = { id: 'ord_1', step: 'ensure-pool', attempt: 1 };
const log = pino({ level: 'silent' });
const why = { ...because('proxmox-busy'), technical: 'a text' };

test('attempts are counted by how they ended, retries by their reason; no series has the id of an order', async () => {
  const registry = new Registry();
  const watch = stepMetrics(registry)('order');
  const ends: AttemptEnd[] = [{ outcome: 'retried', why }, { outcome: 'done', result: 'done' }, { outcome: 'failed', why }];
  for (const end of ends) expect(await watch(attempt, () => Promise.resolve(end))).toBe(end);
  const text = await registry.metrics();
  for (const outcome of ['retried', 'done', 'failed']) {
    expect(text).toContain(`vigie_steps_total{workflow="order",step="ensure-pool",outcome="${outcome}"} 1`);
  }
  expect(text.match(/^vigie_step_retries_total.*$/gm)).toEqual(['vigie_step_retries_total{workflow="order",step="ensure-pool",reason="proxmox-busy"} 1']);
  expect(text).toContain('vigie_step_duration_seconds_count{workflow="order",step="ensure-pool"} 3');
  expect(text).not.toContain('ord_1');
});

test('an attempt counts as running until it ended, also when it breaks', async () => {
  const registry = new Registry();
  const watch = stepMetrics(registry)('undo');
  const running = async () => /^vigie_steps_running\{.*\} (\d)$/m.exec(await registry.metrics())?.[1];
  let meanwhile: string | undefined;
  const broken = watch(attempt, async () => {
    meanwhile = await running();
    throw new Error('the database is away');
  });
  await expect(broken).rejects.toThrow('the database is away');
  expect([meanwhile, await running()]).toEqual(['1', '0']);
});

test('of two who look on each sees the attempt once', async () => {
  const seen: string[] = [];
  const watch = (name: string): AttemptWatch => async (_attempt, take) => (seen.push(name), take());
  const end: AttemptEnd = { outcome: 'done', result: 'done' };
  expect(await both(watch('outer'), watch('inner'))(attempt, () => Promise.resolve(end))).toBe(end);
  expect(seen).toEqual(['outer', 'inner']);
});

test('each queue is told, at 0 too; nothing when the database cannot be read', async () => {
  const registry = new Registry();
  let answers = 0;
  queueMetrics({
    registry, log,
    read: async () => {
      if (answers++ > 0) throw new Error('connection refused');
      return [
        { queue: 'orders', running: 2, waiting: 0, oldestWaiting: null },
        { queue: 'tenant', running: 1, waiting: 3, oldestWaiting: new Date(1_700_000_000_000) },
      ];
    },
  });
  const text = await registry.metrics();
  expect(text).toContain('vigie_queue_runs{queue="orders",state="waiting"} 0');
  expect(text).toContain('vigie_queue_runs{queue="tenant",state="waiting"} 3');
  expect(text.match(/^vigie_queue_oldest_waiting_timestamp_seconds.*$/gm)).toEqual(['vigie_queue_oldest_waiting_timestamp_seconds{queue="tenant"} 1700000000']);

  const dark = new Registry();
  queueMetrics({ registry: dark, log, read: () => Promise.reject(new Error('connection refused')) });
  expect(await dark.metrics()).not.toMatch(/^vigie_queue/m);
});

test('runs that were taken over are counted from 0', async () => {
  const registry = new Registry();
  const taken = takeOverMetric(registry);
  expect(await registry.metrics()).toContain('vigie_runs_taken_over_total 0');
  taken(3);
  expect(await registry.metrics()).toContain('vigie_runs_taken_over_total 3');
});
