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
 * How many orders each tenant has in each state, over all tenants; states without orders have no row. One of several machines counts once.
 * Progress is the approval, or the start or end of a step of any of its machines: they are built one after the other. An attempt that is
 * merely repeated is none.
 */
export async function orderFigures(db: Queryable): Promise<OrderFigures[]> {
  const { rows } = await db.query<OrderFigures>(
    `select g.tenant, g.state, count(*)::int as count,
            min(case when g.state in ('deploying', 'cancelling') then greatest(o.decided_at,
              (select max(greatest(s.started_at, s.ended_at)) from vigie.orders m join vigie.order_steps s on s.order_id = m.id
               where m.id = o.id or m.lead = o.id)) end) as "oldestProgress"
     from vigie.order_groups g join vigie.orders o on o.id = g.id group by g.tenant, g.state`,
  );
  return rows;
}
