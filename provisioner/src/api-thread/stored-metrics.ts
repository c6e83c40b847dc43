import type { VigieConfig } from '@vigie/config/schema';
import type { Registry } from 'prom-client';
import { effectivePolicies } from '../backups/policies.ts';
import { bastionMetrics } from '../bastion-metrics.ts';
import { driftMetrics } from '../drift-metrics.ts';
import type { Log } from '../log.ts';
import { mailMetrics } from '../mail-metrics.ts';
import { networkPoolMetrics } from '../network-pool-metrics.ts';
import { orderMetrics } from '../order-metrics.ts';
import { resilienceMetrics } from '../resilience-metrics.ts';
import { networkPools } from '../services/network-pools.ts';
import { bastionCheck } from '../store/bastion-check.ts';
import type { Database } from '../store/database.ts';
import { driftFigures } from '../store/drift-figures.ts';
import { mailFigures } from '../store/mail-outbox.ts';
import { usedBySuperNetwork } from '../store/networks.ts';
import { orderFigures } from '../store/order-figures.ts';
import { resilienceFigures } from '../store/resilience-figures.ts';

/** Declares every metric whose value is in the database; each scrape reads them. */
export function storedMetrics({ registry, config, db, log }: { registry: Registry; config: VigieConfig; db: Database; log: Log }): void {
  const tenants = config.tenants.map(({ id }) => id);
  const clusters = config.clusters.map(({ name }) => name);
  orderMetrics({ registry, tenants, read: () => orderFigures(db), log });
  networkPoolMetrics({ registry, read: async () => networkPools(config.networks, await usedBySuperNetwork(db)), log });
  resilienceMetrics({
    registry, tenants, clusters, log,
    read: async () => ({ ...(await resilienceFigures(db)), policyOf: await effectivePolicies(db, config) }),
  });
  driftMetrics({ registry, clusters, read: () => driftFigures(db), log });
  mailMetrics({ registry, read: () => mailFigures(db), log });
  if (config.bastion) bastionMetrics({ registry, read: () => bastionCheck(db), log });
}
