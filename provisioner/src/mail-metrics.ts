import { provisionerMetrics } from '@vigie/metrics/provisioner';
import type { Registry } from 'prom-client';
import type { Log } from './log.ts';
import type { MailFigures } from './store/mail-outbox.ts';
import { storedGauges } from './stored-gauges.ts';

/** Mails that have not arrived, read from the store by each scrape. */
export function mailMetrics({ registry, read, log }: { registry: Registry; read: () => Promise<MailFigures>; log: Log }): void {
  const gauge = storedGauges({ registry, read, log, of: 'mails' });
  gauge(provisionerMetrics.mailsWaiting, (waiting, found) => {
    if (found) waiting.set(found.waiting);
  });
  gauge(provisionerMetrics.mailsOldestWaiting, (oldest, found) => {
    if (found?.oldestWaiting) oldest.set(found.oldestWaiting.getTime() / 1000);
  });
  gauge(provisionerMetrics.mailsUndelivered, (undelivered, found) => {
    if (!found) return;
    undelivered.set({ outcome: 'refused' }, found.refused);
    undelivered.set({ outcome: 'doubtful' }, found.doubtful);
  });
}
