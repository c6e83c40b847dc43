import type { NetworkPool } from '@vigie/contract/networks';
import { provisionerMetrics } from '@vigie/metrics/provisioner';
import type { Registry } from 'prom-client';
import type { Log } from './log.ts';
import { storedGauges } from './stored-gauges.ts';

/** How full the super-networks are, read from the store by each scrape. When it cannot be read they have no series. */
export function networkPoolMetrics(options: { registry: Registry; read: () => Promise<NetworkPool[]>; log: Log }): void {
  const gauge = storedGauges({ ...options, of: 'super-networks' });
  gauge(provisionerMetrics.networkPoolSubnets, (subnets, found) => {
    for (const pool of found ?? []) subnets.set(labelsOf(pool), pool.subnets);
  });
  gauge(provisionerMetrics.networkPoolUsed, (used, found) => {
    for (const pool of found ?? []) used.set(labelsOf(pool), pool.used);
  });
}

const labelsOf = ({ cidr, kind, role }: NetworkPool) => ({ cidr, kind, role });
