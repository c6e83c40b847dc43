import type { Migration } from './migration.ts';

export const orderGroups: Migration = {
  name: '0014-order-groups',
  sql: `
    -- An order of several machines has a row for each. The first is the order as people see it, the others name it as their lead.
    alter table vigie.orders add column lead text references vigie.orders (id);
    create index orders_by_lead on vigie.orders (lead) where lead is not null;

    -- Orders as people see them: how all machines of one stand together. Machines whose lead still waits for people have not begun.
    create view vigie.order_groups as
      select o.id, o.tenant, coalesce(m.total, 1) as total, coalesce(m.done, (o.state = 'done')::int) as done,
        coalesce(m.failed, (o.state = 'failed')::int) as failed, coalesce(m.runs, o.run) as runs,
        case when m.total is null then o.ended_at else m.ended_at end as ended_at,
        case when m.total is null or o.decision is distinct from 'approved' then o.state
             when m.cancelling then 'cancelling'
             when o.network = 'ask' then o.state
             when m.deploying then 'deploying'
             when m.failed > 0 then 'failed'
             when m.cancelled then 'cancelled'
             else o.state end as state
      from vigie.orders o left join lateral (
        select count(*)::int as total, count(*) filter (where state = 'done')::int as done,
          count(*) filter (where state = 'failed')::int as failed, sum(run)::int as runs, case when bool_and(ended_at is not null) then max(ended_at) end as ended_at,
          bool_or(state = 'cancelling') as cancelling, bool_or(state = 'deploying') as deploying, bool_or(state = 'cancelled') as cancelled
        from vigie.orders where id = o.id or lead = o.id) m on o.quantity > 1
      where o.lead is null;
  `,
};
