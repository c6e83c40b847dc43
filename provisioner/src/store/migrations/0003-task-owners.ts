import type { Migration } from './migration.ts';

/** Tasks belong to orders, backups and restore tests alike: their owner is the id of any of these. */
export const taskOwners: Migration = {
  name: '0003-task-owners',
  sql: `
    alter table vigie.proxmox_tasks drop constraint proxmox_tasks_order_id_fkey;
    alter table vigie.proxmox_tasks rename column order_id to owner;
  `,
};
