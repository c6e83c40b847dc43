import { orderState } from '@vigie/contract/orders';
import { provisionerMetrics } from '@vigie/metrics/provisioner';
import { Gauge, type Registry } from 'prom-client';
import { withDeadline } from './http/deadline.ts';
import type { Log } from './log.ts';
import type { OrderFigures } from './store/order-figures.ts';

/** Two Prometheus servers and a curious person make one query. */
const freshMs = 2_000;
/** Well below Prometheus's scrape time-out of 10 s: without the database the other metrics must still be told. */
const deadlineMs = 3_000;

export interface OrderMetricsOptions {
  registry: Registry;
  /** Those of vigie.yaml: each has every state, so that a series begins at 0 and not with its first trouble. */
  tenants: readonly string[];
  read: () => Promise<OrderFigures[]>;
  log: Log;
}

/** Orders by state and tenant, read from the store by each scrape. When it cannot be read they have no series, and vigie_database_up is 0. */
export function orderMetrics({ registry, tenants, read, log }: OrderMetricsOptions): void {
  const figures = shared(read, log);
  const gauge = (
    { name, help, labels }: { name: string; help: string; labels: readonly string[] },
    fill: (gauge: Gauge, figures: OrderFigures[] | null) => void,
  ) =>
    new Gauge({
      name, help, labelNames: [...labels], registers: [registry],
      async collect() {
        const found = await figures();
        this.reset();
        fill(this, found);
      },
    });

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

/** One read for all that ask within a moment; null when it fails. */
function shared(read: () => Promise<OrderFigures[]>, log: Log): () => Promise<OrderFigures[] | null> {
  let current: Promise<OrderFigures[] | null> | undefined;
  let readAt = -Infinity;
  let failing = false;
  return () => {
    if (current && performance.now() - readAt < freshMs) return current;
    readAt = performance.now();
    current = withDeadline(read(), deadlineMs).then(
      (found) => {
        failing = false;
        return found;
      },
      (error: unknown) => {
        if (!failing) log.error({ err: error }, 'the metrics of the orders cannot be read from the database');
        failing = true;
        return null;
      },
    );
    return current;
  };
}
