import type { AttemptWatch } from '../engine/attempt.ts';
import type { Database } from '../store/database.ts';
import { findOrder } from '../store/orders.ts';
import { systemScope } from '../store/scope.ts';
import type { Tracing } from './tracing.ts';

/** One trace for each order: its attempts as they are made, and its root when it ends. */
export function orderTrace(db: Database, tracing: Tracing): { attempts(workflow: string): AttemptWatch; ended(orderId: string): Promise<void> } {
  const orderOf = (id: string) => findOrder(db, systemScope, id);
  return {
    attempts: (workflow) => async (attempt, take) => {
      const order = await orderOf(attempt.id);
      return order ? tracing.attempt(workflow, order, attempt, take) : take();
    },
    async ended(id) {
      const order = await orderOf(id);
      if (order?.ended_at) tracing.ended({ ...order, createdAt: order.created_at, endedAt: order.ended_at });
    },
  };
}
