import { ProblemError } from '../problem-error.ts';
import type { Queryable } from '../store/database.ts';
import { machinesOccupied } from '../store/order-groups.ts';
import type { OrderRow } from '../store/orders.ts';

/**
 * Which machines of an order are taken back when it is cancelled: all that are there or on their way. Of those that are done, the ones that
 * are being deleted, or are gone, go their own way. Throws `wrong-state` while something else is done with one, and while one that is not
 * done is being deleted. Call it with the order locked, see `assertOrderKept`.
 */
export async function toTakeBack(tx: Queryable, rows: readonly OrderRow[]): Promise<OrderRow[]> {
  const occupied = await machinesOccupied(tx, rows.map(({ id }) => id));
  const busy = occupied.filter(({ by }) => by === 'work').map(({ name }) => name);
  if (busy.length > 0) {
    throw new ProblemError('wrong-state', `Something is being done with ${busy.join(', ')}. Wait until it has ended, then cancel the order.`);
  }
  const done = new Set(rows.filter(({ state }) => state === 'done').map(({ id }) => id));
  const leaving = new Set(occupied.map(({ orderId }) => orderId).filter((id) => done.has(id)));
  const between = occupied.filter(({ by, orderId }) => by === 'deletion' && !done.has(orderId)).map(({ name }) => name);
  if (between.length > 0) {
    throw new ProblemError('wrong-state', `${between.join(', ')} is being deleted. Take the deletion back or wait until it is gone, then cancel the order.`);
  }
  return rows.filter(({ id, state }) => ['awaiting-network-choice', 'deploying', 'failed', 'done'].includes(state) && !leaving.has(id));
}
