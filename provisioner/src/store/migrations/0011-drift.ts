import type { Migration } from './migration.ts';

export const drift: Migration = {
  name: '0011-drift',
  sql: `
    -- What Proxmox last told of each machine, and when a cluster last told of its machines at all.
    create table vigie.vm_sightings (
      vm_id text primary key references vigie.vms (id),
      state text not null,
      seen_at timestamptz not null
    );
    create table vigie.vm_syncs (
      cluster text primary key,
      seen_at timestamptz not null
    );

    -- The drift report: the last look at each cluster, what it found, and when each machine's settings were last read for it.
    create table vigie.drift_checks (
      cluster text primary key,
      checked_at timestamptz,
      readable boolean not null
    );
    create table vigie.drift_items (
      cluster text not null,
      key text not null,
      kind text not null,
      tenant text,
      object text not null,
      vm_id text,
      vmid bigint,
      expected text,
      seen text,
      first_seen_at timestamptz not null default now(),
      primary key (cluster, key)
    );
    create table vigie.drift_reads (
      vm_id text primary key references vigie.vms (id),
      read_at timestamptz not null
    );
  `,
};
