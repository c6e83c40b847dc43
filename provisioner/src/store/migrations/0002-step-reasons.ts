import type { Migration } from './migration.ts';

/** Reasons of steps become codes with parameters. A sentence from before has none and is no longer shown. */
export const stepReasons: Migration = {
  name: '0002-step-reasons',
  sql: 'alter table vigie.order_steps add column code text, add column params jsonb;',
};
