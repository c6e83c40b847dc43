import { setTimeout as sleep } from 'node:timers/promises';
import { databaseForTests, testServer } from './test-database.ts';

const db = databaseForTests(testServer);

test('a connection that is lost between two statements of a transaction fails the next one, and nothing else', async () => {
  const lost = db.transaction(async (tx) => {
    const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await db.query('select pg_terminate_backend($1, 10000)', [rows[0]?.pid]);
    // Nothing tells a test that the end of the connection has come in here.
    await sleep(300);
    await tx.query('select 1');
  });
  await expect(lost).rejects.toThrow(/not queryable|terminat|closed/);
  expect((await db.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});
