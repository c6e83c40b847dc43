import { pino } from 'pino';
import { Registry } from 'prom-client';
import { orderMetrics } from './order-metrics.ts';
import type { OrderFigures } from './store/order-figures.ts';

async function scrape(read: () => Promise<OrderFigures[]>, times = 1): Promise<string> {
  const registry = new Registry();
  orderMetrics({ registry, tenants: ['acme', 'globex'], read, log: pino({ level: 'silent' }) });
  let text = '';
  for (let i = 0; i < times; i += 1) text = await registry.metrics();
  return text;
}

test('without the database there is no figure at all, and it is said', async () => {
  const text = await scrape(() => Promise.reject(new Error('connection refused')));
  expect(text).toContain('\nvigie_database_up 0\n');
  expect(text).not.toMatch(/^vigie_orders/m);
});

test('every tenant has every state; figures of others (a tenant that left vigie.yaml) are there too', async () => {
  const oldestProgress = new Date(1_700_000_000_000);
  const text = await scrape(async () => [
    { tenant: 'acme', state: 'deploying', count: 2, oldestProgress },
    { tenant: 'former', state: 'failed', count: 1, oldestProgress: null },
  ]);
  expect(text).toContain('vigie_orders{tenant="acme",state="deploying"} 2');
  expect(text).toContain('vigie_orders{tenant="globex",state="failed"} 0');
  expect(text).toContain('vigie_orders{tenant="former",state="failed"} 1');
  expect(text.match(/^vigie_orders_oldest_progress_timestamp_seconds.*$/gm)).toEqual([
    'vigie_orders_oldest_progress_timestamp_seconds{tenant="acme"} 1700000000',
  ]);
  expect(text).toContain('\nvigie_database_up 1\n');
});

test('scrapes within a moment share one read', async () => {
  let reads = 0;
  await scrape(async () => {
    reads += 1;
    return [];
  }, 3);
  expect(reads).toBe(1);
});
