import type { Migration } from './migration.ts';

export const vmOperations: Migration = {
  name: '0010-vm-operations',
  sql: `
    create table vigie.vm_operations (
      id text primary key,
      tenant text not null,
      vm_id text not null references vigie.vms (id),
      kind text not null,
      -- What was asked for: the snapshot's name, or sizes.
      detail jsonb not null default '{}',
      state text not null default 'queued',
      run int not null default 1,
      steps_done text[] not null default '{}',
      -- What its steps hand on to later ones, e.g. whether the machine ran.
      facts jsonb not null default '{}',
      -- The task of what must not be done twice.
      upid text,
      needs_restart boolean not null default false,
      requested_by text not null,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      ended_at timestamptz,
      code text,
      params jsonb,
      message text,
      technical text
    );
    create index vm_operations_by_tenant on vigie.vm_operations (tenant, id);
    create index vm_operations_by_vm on vigie.vm_operations (vm_id, id);
    create unique index vm_operations_one_at_a_time on vigie.vm_operations (vm_id) where state in ('queued', 'running');

    -- A deletion. A machine is retired once it is stopped, backed up and marked: it only waits for destroy_at then.
    alter table vigie.vms
      add column deletion_requested_at timestamptz,
      add column deletion_requested_by text,
      add column destroy_at timestamptz,
      add column final_backup text,
      add column retired_at timestamptz,
      -- How it was before, for taking the deletion back: {running, onboot}.
      add column retired_from jsonb;
    create or replace view vigie.live_vms as select * from vigie.vms where removed_at is null;
    -- Machines that shall run, be backed up and be proven.
    create view vigie.kept_vms as select * from vigie.live_vms where retired_at is null;

    -- The order of a machine that was destroyed stays done; its name and its part of the quota are free again.
    alter table vigie.orders add column machine_gone_at timestamptz;
    drop index vigie.orders_name_taken;
    create unique index orders_name_taken on vigie.orders (tenant, name)
      where state not in ('rejected', 'cancelled') and machine_gone_at is null;
  `,
};
