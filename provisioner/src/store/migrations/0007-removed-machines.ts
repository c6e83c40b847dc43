import type { Migration } from './migration.ts';

export const removedMachines: Migration = {
  name: '0007-removed-machines',
  sql: `
    -- Rows of machines and networks that are gone stay for their history; what lists or counts reads the view.
    alter table vigie.vms add column removed_at timestamptz;
    create view vigie.live_vms as select * from vigie.vms where removed_at is null;

    -- A network that is gone gives its /24 back; its VNet's name is never given again.
    alter table vigie.networks drop constraint networks_cidr_key, drop constraint networks_order_id_key;
    create unique index networks_cidr_given_once on vigie.networks (cidr) where state <> 'removed';
    create unique index networks_one_per_order on vigie.networks (order_id) where state <> 'removed';
    drop index vigie.networks_one_default;
    create unique index networks_one_default on vigie.networks (tenant, cluster) where shared and state <> 'removed';
  `,
};
