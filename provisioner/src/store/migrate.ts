import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { keepAlive } from './database.ts';
import { migrations } from './migrations/index.ts';

const lockKey = 7002;

/**
 * Brings the schema up to date, one replica at a time; `alsoUnderLock` runs there too (the engine's own migrations).
 * The lock is polled: replicas blocked in pg_advisory_lock would stop the engine's CREATE INDEX CONCURRENTLY for ever.
 */
export async function migrate(url: string, alsoUnderLock: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, ...keepAlive });
  await client.connect();
  try {
    while (!(await tryLock(client))) await sleep(200);
    await applyPending(client);
    await alsoUnderLock();
  } finally {
    await client.end();
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, 0) as locked', [lockKey]);
  return rows[0]?.locked === true;
}

async function applyPending(client: pg.Client): Promise<void> {
  await client.query('create schema if not exists vigie');
  await client.query('create table if not exists vigie.migrations (name text primary key, applied_at timestamptz not null default now())');
  const { rows } = await client.query<{ name: string }>('select name from vigie.migrations');
  const applied = new Set(rows.map((row) => row.name));
  for (const { name, sql } of migrations) {
    if (applied.has(name)) continue;
    await client.query('begin');
    try {
      await client.query(sql);
      await client.query('insert into vigie.migrations (name) values ($1)', [name]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new Error(`database migration ${name} failed`, { cause: error });
    }
  }
}
