import { ProblemError } from '../problem-error.ts';
import type { Queryable } from '../store/database.ts';
import { machinesOccupied } from '../store/order-groups.ts';
import type { OrderRow } from '../store/orders.ts';

/**
 * Which machines of an order are taken back when it is cancelled: all that are there or on their way. Those that are being deleted, or
 * are gone, go their own way. Throws `wrong-state` while something else is done with one that is delivered.
 */
export async function toTakeBack(tx: Queryable, rows: readonly OrderRow[]): Promise<OrderRow[]> {
  const delivered = rows.filter(({ state }) => state === 'done').map(({ id }) => id);
  const occupied = delivered.length === 0 ? [] : await machinesOccupied(tx, delivered);
  const busy = occupied.filter(({ deleting }) => !deleting).map(({ name }) => name);
  if (busy.length > 0) {
    throw new ProblemError('wrong-state', `Something is being done with ${busy.join(', ')}. Wait until it has ended, then cancel the order.`);
  }
  const leaving = new Set(occupied.map(({ orderId }) => orderId));
  return rows.filter(({ id, state }) => ['awaiting-network-choice', 'deploying', 'failed', 'done'].includes(state) && !leaving.has(id));
}
