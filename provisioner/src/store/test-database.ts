import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openDatabase, type Database } from './database.ts';
import { startEmbeddedServer } from './embedded/server.ts';
import { migrate } from './migrate.ts';
import { insertOrder, type NewOrder } from './orders.ts';
import { newOrderId } from './ids.ts';

/** A real, empty database of its own for a test file; `close` removes it. */
export async function testDatabase(): Promise<{ db: Database; close(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'vigie-db-'));
  const log = pino({ level: 'silent' });
  const server = await startEmbeddedServer(home, log, {});
  const { folder } = JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8')) as { folder: string };
  await migrate(server.url, async () => {});
  const db = openDatabase(server.url, log);
  return {
    db,
    async close() {
      await db.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Inserts an order that is right in everything the test does not say. */
export async function anOrder(db: Database, facts: Partial<NewOrder> & { tenant: string }): Promise<NewOrder> {
  const id = facts.id ?? newOrderId();
  const order: NewOrder = {
    id,
    offer: 'vm',
    name: `m-${id.slice(4)}`,
    options: {},
    spec: { template: 'debian-13', cores: 2, memoryGiB: 4, diskGiB: 20 },
    quantity: 1,
    network: 'default',
    ssh_public_key: null,
    cluster: 'demo',
    price: { currency: 'EUR', total: 0, lines: [] },
    created_by: 'somebody',
    ...facts,
  };
  await insertOrder(db, order);
  return order;
}
