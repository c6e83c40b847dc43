import type { Migration } from './migration.ts';

export const machineReach: Migration = {
  name: '0008-machine-reach',
  sql: `
    -- The public half of a key made for a machine whose order has none, and whether the bastion leads to the machine.
    alter table vigie.vms add column made_ssh_key text, add column reachable boolean not null default true;
    create or replace view vigie.live_vms as select * from vigie.vms where removed_at is null;
  `,
};
