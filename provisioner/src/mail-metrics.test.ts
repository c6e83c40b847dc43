import { provisionerMetrics } from '@vigie/metrics/provisioner';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { mailMetrics } from './mail-metrics.ts';
import type { MailFigures } from './store/mail-outbox.ts';

async function scrape(read: () => Promise<MailFigures>): Promise<string[]> {
  const registry = new Registry();
  mailMetrics({ registry, read, log: pino({ level: 'silent' }) });
  return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

const none: MailFigures = { waiting: 0, oldestWaiting: null, refused: 0, doubtful: 0 };

test('while no mail waits there is none that waits longest: a 0 would be one of 1970, and an alert', async () => {
  expect(await scrape(async () => none)).toEqual([
    'vigie_mails_waiting 0', 'vigie_mails_undelivered{outcome="refused"} 0', 'vigie_mails_undelivered{outcome="doubtful"} 0',
  ]);
});

test('of those that wait it tells how many, and since when', async () => {
  const lines = await scrape(async () => ({ ...none, waiting: 2, oldestWaiting: new Date(1_700_000_000_000) }));
  expect(lines).toEqual(expect.arrayContaining(['vigie_mails_waiting 2', `${provisionerMetrics.mailsOldestWaiting.name} 1700000000`]));
});

test('without the database there is no figure at all', async () => {
  expect(await scrape(() => Promise.reject(new Error('connection refused')))).toEqual([]);
});
