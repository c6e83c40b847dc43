import type { OrderState } from '@vigie/contract/orders';
import type { Queryable } from './database.ts';

/** The orders of one tenant in one state. */
export interface OrderFigures {
  tenant: string;
  state: OrderState;
  count: number;
  /** Only of `deploying` and `cancelling`: the last progress of the order that has stood still longest. */
  oldestProgress: Date | null;
}

/**
 * How many orders each tenant has in each state, over all tenants; states without orders have no row.
 * Progress is the approval, or the start or end of a step. An attempt that is merely repeated is none.
 */
export async function orderFigures(db: Queryable): Promise<OrderFigures[]> {
  const { rows } = await db.query<OrderFigures>(
    `select tenant, state, count(*)::int as count,
            min(case when state in ('deploying', 'cancelling') then greatest(decided_at,
              (select max(greatest(started_at, ended_at)) from vigie.order_steps where order_id = orders.id)) end) as "oldestProgress"
     from vigie.orders group by tenant, state`,
  );
  return rows;
}
