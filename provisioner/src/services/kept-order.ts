import { ProblemError } from '../problem-error.ts';
import type { Queryable } from '../store/database.ts';
import { holdOrderOf, isTakenBack } from '../store/orders.ts';

/**
 * Call it first in the transaction that begins something with a machine. Throws `wrong-state` when the machine's order is taken back;
 * otherwise nobody begins to take it back before the transaction ends, and whoever does then sees what was begun.
 */
export async function assertOrderKept(tx: Queryable, vm: { id: string; name: string }): Promise<void> {
  const order = await holdOrderOf(tx, vm.id);
  if (!isTakenBack(order)) return;
  const how = order.state === 'cancelled' ? 'was' : 'is being';
  throw new ProblemError(
    'wrong-state', `The order ${order.id} ${how} cancelled, and ${vm.name} goes with it. If you need the machine, order a new one.`,
  );
}
