import type { MachineFailure } from './notify/failed.ts';
import type { OrderNotices, OrderRows } from './notify/order-notices.ts';
import type { Queryable } from './store/database.ts';
import { isAtRest, lockGroup } from './store/order-groups.ts';
import { stepsOfOrders } from './store/order-steps.ts';
import { endOrder, type OrderRow, type Way } from './store/orders.ts';

/**
 * Ends one machine of an order, and with the last of them tells people how all stand: that some failed, or that all were cancelled. `also`
 * notes what goes with the end. Answers false when the machine does not go that way (any more).
 */
export async function endMachine(
  tx: Queryable,
  notices: OrderNotices,
  order: OrderRow,
  { way, state, also }: { way: Way; state: 'done' | 'failed' | 'cancelled'; also(): Promise<void> },
): Promise<boolean> {
  await lockGroup(tx, order);
  if (!(await endOrder(tx, order.id, way, state))) return false;
  await also();
  const [lead, ...others] = await lockGroup(tx, order);
  if (lead && isAtRest([lead, ...others])) await tell(tx, notices, [lead, ...others], way);
  return true;
}

async function tell(tx: Queryable, notices: OrderNotices, rows: OrderRows, way: Way): Promise<void> {
  const failed = rows.filter(({ state }) => state === 'failed');
  if (failed.length > 0) await notices.failed(tx, rows, await failuresOf(tx, failed), way === 'back');
  else if (way === 'back') await notices.cancelled(tx, rows);
}

async function failuresOf(tx: Queryable, failed: readonly OrderRow[]): Promise<MachineFailure[]> {
  const steps = await stepsOfOrders(tx, failed.map(({ id }) => id));
  return failed.flatMap(({ id, name }) => {
    const step = steps.find(({ order_id, state }) => order_id === id && state === 'failed');
    if (!step || step.code === null) return [];
    const why = { code: step.code, params: step.params ?? {}, message: step.message ?? '', technical: step.technical ?? '' };
    return [{ machine: name, step: step.name, why }];
  });
}
