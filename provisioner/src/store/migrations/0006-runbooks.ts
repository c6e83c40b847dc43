import type { Migration } from './migration.ts';

export const runbooks: Migration = {
  name: '0006-runbooks',
  sql: `
    create table vigie.runbook_executions (
      id text primary key,
      runbook text not null,
      -- The plan as it was when the execution began: a later change of the file does not change what was done.
      plan jsonb not null,
      mode text not null,
      state text not null default 'running',
      run int not null default 1,
      reason text not null,
      parameters jsonb not null,
      started_by text not null,
      started_at timestamptz not null default now(),
      ended_at timestamptz,
      abort_reason text,
      -- What steps hand on to later ones, e.g. the plan of which machine goes where.
      facts jsonb not null default '{}',
      -- The signed report by language, made when it is asked for first.
      report jsonb not null default '{}'
    );
    -- A rehearsal that is open must not hold back a real recovery of the same thing.
    create unique index runbook_executions_one_at_a_time on vigie.runbook_executions (runbook, mode, parameters) where ended_at is null;
    create index runbook_executions_by_runbook on vigie.runbook_executions (runbook, id);

    create table vigie.runbook_execution_steps (
      execution_id text not null references vigie.runbook_executions (id),
      position int not null,
      id text not null,
      state text not null default 'pending',
      attempts int not null default 0,
      started_at timestamptz,
      ended_at timestamptz,
      confirmed_by jsonb not null default '[]',
      done_by text,
      chosen text,
      note text,
      probe jsonb,
      lines jsonb not null default '[]',
      code text,
      params jsonb,
      message text,
      technical text,
      primary key (execution_id, id)
    );

    create table vigie.runbook_journal (
      execution_id text not null references vigie.runbook_executions (id),
      sequence int not null,
      at timestamptz not null default now(),
      actor text not null,
      act text not null,
      step text,
      detail jsonb not null default '{}',
      primary key (execution_id, sequence)
    );
    create function vigie.journal_is_append_only() returns trigger language plpgsql as $$
      begin raise exception 'the journal is append-only'; end $$;
    create trigger runbook_journal_no_change before update or delete or truncate on vigie.runbook_journal
      for each statement execute function vigie.journal_is_append_only();
  `,
};
