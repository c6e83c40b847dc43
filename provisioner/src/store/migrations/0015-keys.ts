import type { Migration } from './migration.ts';

export const keys: Migration = {
  name: '0015-keys',
  sql: `
    alter table vigie.vms
      -- The key that took the place of the one from the order.
      add column ssh_public_key text,
      -- Keys that Vigie put into the machine, or may have, and that are not to stay there.
      add column former_ssh_keys text[] not null default '{}';
    create or replace view vigie.live_vms as select * from vigie.vms where removed_at is null;
    create or replace view vigie.kept_vms as select * from vigie.live_vms where retired_at is null;

    -- Whether the bastion was last found, or brought, as the store says it shall be.
    create table vigie.bastion_check (
      one boolean primary key default true check (one),
      checked_at timestamptz not null,
      in_line boolean not null
    );

    -- A mail in doubt keeps what it says until somebody decides, or until it is too old.
    alter table vigie.mail_outbox drop constraint mail_outbox_state_check;
    alter table vigie.mail_outbox
      add constraint mail_outbox_state_check check (state in ('waiting', 'sent', 'refused', 'doubtful', 'dismissed')),
      -- For addresses: the key has slashes.
      add column id text generated always as ('mai_' || substr(md5(dedupe_key), 1, 16)) stored;
    create unique index mail_outbox_by_id on vigie.mail_outbox (id);

    -- By these, replicas find out that they were given another key than the others. Never the key itself.
    create table vigie.key_fingerprints (
      name text primary key,
      fingerprint text not null,
      since timestamptz not null default now()
    );
  `,
};
