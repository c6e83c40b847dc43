import type { Migration } from './migration.ts';

export const notices: Migration = {
  name: '0013-notices',
  sql: `
    -- Mails on their way. A row is written with what it tells of, in one transaction; vigie.sent_mails says what was handed over.
    create table vigie.mail_outbox (
      dedupe_key text primary key,
      -- To whom: a tenant's id, or null for the operator. The address is looked up when it is sent.
      tenant text,
      -- The mail, encrypted: it may carry passwords and keys. Gone once it was sent.
      sealed bytea,
      state text not null default 'waiting' check (state in ('waiting', 'sent', 'refused', 'doubtful')),
      attempts int not null default 0,
      code text,
      params jsonb,
      message text,
      created_at timestamptz not null default now(),
      next_attempt_at timestamptz not null default now(),
      ended_at timestamptz
    );
    create index on vigie.mail_outbox (next_attempt_at) where state = 'waiting';
    create index on vigie.mail_outbox (ended_at) where state in ('refused', 'doubtful');

    -- Where Slack shows a message: what is needed to change it.
    alter table vigie.sent_slack_messages add column channel text, add column ts text;

    -- The one message of an order, which changes with it. "shown" is the order's state and run that it shows, "digest" is of its text.
    create table vigie.order_slack_messages (
      order_id text primary key references vigie.orders (id),
      posts int not null default 1,
      shown text,
      digest text,
      given_up boolean not null default false,
      next_attempt_at timestamptz not null default now()
    );
    create index on vigie.orders (ended_at);
  `,
};
