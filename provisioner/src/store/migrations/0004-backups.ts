import type { Migration } from './migration.ts';

export const backups: Migration = {
  name: '0004-backups',
  sql: `
    -- A tenant without a row, or without settings any more, has the policy of vigie.yaml.
    create table vigie.backup_policies (
      tenant text primary key,
      settings jsonb,
      -- Since when the backup schedule is the one it is: its earlier times are nobody's to make up.
      schedule_since timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      changed_by text not null
    );

    create table vigie.backup_runs (
      id text primary key,
      tenant text not null,
      vm_id text not null references vigie.vms (id),
      origin text not null,
      -- The time of the schedule that it is for: a machine has one run for each. Null for one that a person asked for.
      slot timestamptz,
      state text not null default 'queued',
      run int not null default 1,
      requested_by text not null,
      storage text not null,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      ended_at timestamptz,
      node text,
      upid text,
      progress real,
      volume text,
      taken_at timestamptz,
      size_bytes bigint,
      consistent boolean,
      -- What a restore test compares with: {hostName, machineId, canary: {sha256, at} | null}; null when the machine did not run.
      inventory jsonb,
      code text,
      params jsonb,
      message text,
      technical text,
      unique (vm_id, slot)
    );
    create index backup_runs_by_tenant on vigie.backup_runs (tenant, id);
    create index backup_runs_by_vm on vigie.backup_runs (vm_id, id);
    create unique index backup_runs_one_at_a_time on vigie.backup_runs (vm_id) where state in ('queued', 'running');
    create index backup_runs_by_volume on vigie.backup_runs (vm_id, volume);
  `,
};
