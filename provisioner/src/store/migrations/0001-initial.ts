import type { Migration } from './migration.ts';

export const initial: Migration = {
  name: '0001-initial',
  sql: `
  create table vigie.orders (
    id text primary key,
    tenant text not null,
    offer text not null,
    name text not null,
    options jsonb not null,
    spec jsonb not null,
    quantity int not null,
    network text not null,
    ssh_public_key text,
    cluster text not null,
    state text not null,
    price jsonb not null,
    run int not null default 1,
    created_at timestamptz not null default now(),
    created_by text not null,
    decision text,
    decided_at timestamptz,
    decided_by text,
    reject_reason text,
    ended_at timestamptz
  );
  create index orders_by_tenant on vigie.orders (tenant, id);
  create index orders_by_state on vigie.orders (state, id);
  -- A name is taken while an order that wants or has it is alive.
  create unique index orders_name_taken on vigie.orders (tenant, name) where state not in ('rejected', 'cancelled');

  create table vigie.order_steps (
    order_id text not null references vigie.orders (id),
    position int not null,
    name text not null,
    state text not null default 'pending',
    attempts int not null default 0,
    started_at timestamptz,
    ended_at timestamptz,
    message text,
    technical text,
    primary key (order_id, name)
  );
  create index order_steps_durations on vigie.order_steps (name, ended_at) where state = 'done';

  create table vigie.idempotency_keys (
    tenant text not null,
    login text not null,
    key text not null,
    request_hash text not null,
    order_id text not null references vigie.orders (id),
    created_at timestamptz not null default now(),
    primary key (tenant, login, key)
  );

  create table vigie.networks (
    id text primary key,
    sequence bigint generated always as identity unique,
    tenant text not null,
    cluster text not null,
    kind text not null,
    super_network text not null,
    cidr text not null unique,
    gateway text not null,
    vnet text not null,
    shared boolean not null,
    state text not null default 'reserved',
    order_id text not null unique references vigie.orders (id),
    created_at timestamptz not null default now(),
    unique (cluster, vnet)
  );
  create unique index networks_one_default on vigie.networks (tenant, cluster) where shared;

  create table vigie.vms (
    id text primary key,
    tenant text not null,
    cluster text not null,
    node text,
    vmid bigint not null,
    name text not null,
    mac text,
    network_id text not null references vigie.networks (id),
    cores int not null,
    memory_gib int not null,
    disk_gib int not null,
    order_id text not null unique references vigie.orders (id),
    delivered_at timestamptz,
    created_at timestamptz not null default now(),
    unique (cluster, vmid)
  );
  create index vms_by_tenant on vigie.vms (tenant, id);

  -- Kept when the VM is gone: a VMID is never given twice, because backups are grouped by it.
  create table vigie.vmid_reservations (
    cluster text not null,
    vmid bigint not null,
    order_id text references vigie.orders (id),
    note text,
    created_at timestamptz not null default now(),
    primary key (cluster, vmid)
  );
  create unique index vmid_reservations_order on vigie.vmid_reservations (order_id);

  create table vigie.addresses (
    network_id text not null references vigie.networks (id),
    address text not null,
    vm_id text not null unique references vigie.vms (id),
    created_at timestamptz not null default now(),
    primary key (network_id, address)
  );

  create table vigie.proxmox_tasks (
    order_id text not null references vigie.orders (id),
    key text not null,
    sent_at timestamptz not null,
    upid text,
    primary key (order_id, key)
  );

  create table vigie.sent_mails (
    dedupe_key text primary key,
    message_id text not null,
    state text not null,
    created_at timestamptz not null default now(),
    sent_at timestamptz
  );

  create table vigie.secrets (
    name text primary key,
    tenant text not null,
    sealed bytea not null,
    created_at timestamptz not null default now()
  );

  create table vigie.audit (
    sequence bigint primary key,
    at timestamptz not null,
    actor text not null,
    tenant text,
    act text not null,
    object text not null,
    detail jsonb not null,
    previous text not null,
    hash text not null
  );
  create function vigie.audit_is_append_only() returns trigger language plpgsql as $$
    begin raise exception 'the audit trail is append-only'; end $$;
  create trigger audit_no_change before update or delete or truncate on vigie.audit
    for each statement execute function vigie.audit_is_append_only();
  `,
};
