import type { Queryable } from '../../../provisioner/src/store/database.ts';

/** Everything that a database of ours holds, by table. */
export type Rows = Readonly<Record<string, string>>;

/** The audit trail numbers its lines itself, and nothing reads it here. */
const ownTables = `select table_name as name from information_schema.tables where table_schema = 'vigie' and table_type = 'BASE TABLE'
  and table_name not in ('audit', 'migrations') order by 1`;

export async function readRows(db: Queryable): Promise<Rows> {
  const { rows: tables } = await db.query<{ name: string }>(ownTables);
  const read = tables.map(async ({ name }) => {
    const { rows } = await db.query<{ all: string | null }>(`select json_agg(t)::text as all from vigie.${name} t`);
    return [name, rows[0]?.all ?? '[]'] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

/** Makes a database hold these and nothing else. Some milliseconds: a copy of a whole database takes a hundred times as long. */
export async function writeRows(db: Queryable, rows: Rows): Promise<void> {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const { rows: written } = await db.query<{ name: string; columns: string }>(writtenColumns);
  const columnsOf = new Map(written.map(({ name, columns }) => [name, columns]));
  const tables = Object.entries(rows).map(
    ([name, all]) => `delete from vigie.${name};${all === '[]' ? '' : `
      insert into vigie.${name} (${columnsOf.get(name)}) overriding system value select ${columnsOf.get(name)} from json_populate_recordset(null::vigie.${name}, ${quoted(all)});`}`,
  );
  // References are as right as they were.
  await db.query(`begin; set local session_replication_role = replica; delete from vigie.audit; ${tables.join(' ')} ${numbering} commit`);
}

/** What is reckoned from other columns cannot be written. */
const writtenColumns = `select table_name as name, string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
  where table_schema = 'vigie' and is_generated = 'NEVER' group by 1`;

/** Columns that number themselves go on after the highest number. */
const numbering = `do $$ declare c record; begin
  for c in select table_name as t, column_name as n from information_schema.columns where table_schema = 'vigie' and is_identity = 'YES' loop
    execute format('select setval(pg_get_serial_sequence(%L, %L), coalesce((select max(%I) from vigie.%I), 0) + 1, false)', 'vigie.' || c.t, c.n, c.n, c.t);
  end loop;
end $$;`;
