import type { Migration } from './migration.ts';

/** What was found stays with the time of its first sight; the next look tells it in codes. */
export const driftValues: Migration = {
  name: '0019-drift-values',
  sql: `
    alter table vigie.drift_items
      alter column expected type jsonb using case when expected is null then '[]'::jsonb
        else jsonb_build_array(jsonb_build_object('code', 'text', 'params', jsonb_build_object('text', expected), 'message', expected)) end,
      alter column seen type jsonb using case when seen is null then '[]'::jsonb
        else jsonb_build_array(jsonb_build_object('code', 'text', 'params', jsonb_build_object('text', seen), 'message', seen)) end,
      alter column expected set not null,
      alter column seen set not null;
  `,
};
