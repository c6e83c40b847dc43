import { orderState } from '@vigie/contract/orders';
import { provisionerMetrics } from '@vigie/metrics/provisioner';
import type { Registry } from 'prom-client';
import type { Log } from './log.ts';
import type { OrderFigures } from './store/order-figures.ts';
import { storedGauges } from './stored-gauges.ts';

export interface OrderMetricsOptions {
  registry: Registry;
  /** Those of vigie.yaml: each has every state, so that a series begins at 0 and not with its first trouble. */
  tenants: readonly string[];
  read: () => Promise<OrderFigures[]>;
  log: Log;
}

/** Orders by state and tenant, read from the store by each scrape. When it cannot be read they have no series, and vigie_database_up is 0. */
export function orderMetrics({ registry, tenants, read, log }: OrderMetricsOptions): void {
  const gauge = storedGauges({ registry, read, log, of: 'orders' });
  gauge(provisionerMetrics.databaseUp, (up, found) => up.set(found ? 1 : 0));
  gauge(provisionerMetrics.orders, (orders, found) => {
    if (!found) return;
    for (const tenant of tenants) for (const state of orderState.options) orders.set({ tenant, state }, 0);
    for (const { tenant, state, count } of found) orders.set({ tenant, state }, count);
  });
  gauge(provisionerMetrics.ordersOldestProgress, (progress, found) => {
    for (const { tenant, oldestProgress } of found ?? []) {
      if (oldestProgress) progress.set({ tenant }, oldestProgress.getTime() / 1000);
    }
  });
}
