import type { Registry } from 'prom-client';
import type { OrderRuns } from '../engine/order-runs.ts';
import type { Runs } from '../engine/runs.ts';
import type { RunKind, WorkCalls } from './calls.ts';

/** What the thread that works answers. */
export function workCalls({ orders, runs, metrics }: { orders: OrderRuns; runs: Record<RunKind, Runs>; metrics: Registry }): WorkCalls {
  return {
    beginOrder: (order) => orders.begin(order),
    orderDecided: (order) => orders.decided(order),
    networkChosen: (order) => orders.chosen(order),
    beginRun: (kind, ref) => runs[kind].begin(ref),
    wakeRun: (kind, ref) => runs[kind].wake(ref),
    metrics: () => metrics.getMetricsAsJSON(),
    alive: async () => {},
  };
}
