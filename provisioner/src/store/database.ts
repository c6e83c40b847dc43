import pg from 'pg';
import type { Log } from '../log.ts';

// count(*) and bigint columns stay below 2^53 here; strings would leak into every sum.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** What a query function needs: the pool, or one client inside a transaction. */
export interface Queryable {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<Row>>;
}

export interface Database extends Queryable {
  readonly url: string;
  /** Runs `act` in one transaction, rolled back when it throws. */
  transaction<Result>(act: (tx: Queryable) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** TCP keep-alives show a dead database host in about 11 s instead of hours. */
export const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 5_000 } as const;

/**
 * Opens a pool of so many connections. They must be direct: a transaction pooler in between would break session locks and LISTEN.
 */
export function openDatabase(url: string, log: Log, connections = 12): Database {
  // The time also counts for who waits for a connection of the pool: many who come at once wait, they are not refused.
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 30_000, ...keepAlive });
  // One that is lost between two statements of a transaction has nobody waiting who hears of it; the next statement fails.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  return {
    url,
    query: (text, values) => pool.query(text, values),
    async transaction(act) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const result = await act(client);
        await client.query('commit');
        client.release();
        return result;
      } catch (error) {
        await client.query('rollback').then(
          () => client.release(),
          (lost: Error) => client.release(lost),
        );
        throw error;
      }
    },
    close: () => pool.end(),
  };
}

/** The one row of a query that always has one. */
export function oneRow<Row extends pg.QueryResultRow>(result: pg.QueryResult<Row>): Row {
  const row = result.rows[0];
  if (!row) throw new Error('the query answered no row');
  return row;
}
