import type { Migration } from './migration.ts';

export const sdnLocks: Migration = {
  name: '0009-sdn-locks',
  sql: `
    -- The lock of a cluster's SDN that Vigie holds, noted before it is asked for; without a token the answer has not come (yet).
    create table vigie.sdn_locks (
      cluster text primary key,
      asked_at timestamptz not null default now(),
      token text
    );
  `,
};
