import { provisionerMetrics } from '@vigie/metrics/provisioner';
import type { Registry } from 'prom-client';
import type { Log } from './log.ts';
import type { BastionCheck } from './store/bastion-check.ts';
import { storedGauges } from './stored-gauges.ts';

/** Whether the bastion is in line with the store. For a daemon that has one: before the first look it is said to be of long ago. */
export function bastionMetrics(options: { registry: Registry; read: () => Promise<BastionCheck | null>; log: Log }): void {
  const gauge = storedGauges({ ...options, read: async () => ({ check: await options.read() }), of: 'bastion' });
  gauge(provisionerMetrics.bastionInLine, (inLine, found) => {
    if (found?.check) inLine.set(Number(found.check.inLine));
  });
  gauge(provisionerMetrics.bastionLastCheck, (lastCheck, found) => {
    if (found) lastCheck.set((found.check?.checkedAt.getTime() ?? 0) / 1000);
  });
}
