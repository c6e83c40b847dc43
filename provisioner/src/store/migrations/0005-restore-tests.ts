import type { Migration } from './migration.ts';

export const restoreTests: Migration = {
  name: '0005-restore-tests',
  sql: `
    create table vigie.restore_tests (
      id text primary key,
      tenant text not null,
      vm_id text not null references vigie.vms (id),
      cluster text not null,
      origin text not null,
      -- The time of the schedule that it is for: a machine has one test for each. Null for one that a person asked for.
      slot timestamptz,
      state text not null default 'queued',
      run int not null default 1,
      verdict text,
      requested_by text not null,
      cancelled_by text,
      -- The backup that was asked for; null: the newest complete one.
      wanted_volume text,
      volume text,
      taken_at timestamptz,
      rto_seconds int not null,
      rpo_seconds int not null,
      rta_seconds int,
      rpa_seconds int,
      -- What the phases hand on: the reserved VMID and node, the time at which the restore began, ...
      facts jsonb not null default '{}',
      leftovers jsonb,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      ended_at timestamptz,
      code text,
      params jsonb,
      message text,
      technical text,
      -- The signed document, as SignedDocument of the contract.
      evidence jsonb,
      unique (vm_id, slot)
    );
    create index restore_tests_by_tenant on vigie.restore_tests (tenant, id);
    create index restore_tests_by_vm on vigie.restore_tests (vm_id, id);
    create index restore_tests_by_volume on vigie.restore_tests (vm_id, volume);
    create unique index restore_tests_one_at_a_time on vigie.restore_tests (vm_id) where state in ('queued', 'running');

    create table vigie.restore_test_phases (
      test_id text not null references vigie.restore_tests (id),
      position int not null,
      name text not null,
      state text not null default 'pending',
      started_at timestamptz,
      ended_at timestamptz,
      code text,
      params jsonb,
      message text,
      technical text,
      primary key (test_id, name)
    );

    create table vigie.restore_test_checks (
      test_id text not null references vigie.restore_tests (id),
      phase text not null,
      position int not null,
      name text not null,
      subject text,
      passed boolean not null,
      expected text not null,
      seen text not null,
      primary key (test_id, phase, position)
    );

    -- VMIDs of the lab that are in use. A row goes only when nothing is left under its VMID.
    create table vigie.lab_reservations (
      cluster text not null,
      vmid bigint not null,
      test_id text not null unique references vigie.restore_tests (id),
      created_at timestamptz not null default now(),
      primary key (cluster, vmid)
    );

    -- Slack messages are sent once, as mails are.
    create table vigie.sent_slack_messages (
      dedupe_key text primary key,
      state text not null,
      created_at timestamptz not null default now(),
      sent_at timestamptz
    );
  `,
};
