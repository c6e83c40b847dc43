import type { Migration } from './migration.ts';

export const networkChoice: Migration = {
  name: '0012-network-choice',
  sql: `
    -- The question that an order waits with; it is open as long as nothing is chosen. Restarts do not move its deadline.
    create table vigie.network_choices (
      order_id text primary key references vigie.orders (id),
      asked_at timestamptz not null default now(),
      deadline timestamptz not null,
      default_choice text not null,
      chosen text,
      chosen_via text,
      chosen_by text,
      chosen_at timestamptz
    );
  `,
};
