import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openDatabase, type Database } from './database.ts';
import { startEmbeddedServer } from './embedded/server.ts';
import { migrate } from './migrate.ts';
import { insertOrder, type NewOrder } from './orders.ts';
import { newNetworkId, newOrderId, newVmId } from './ids.ts';

/** To be called at the top of a file or block of tests: the database that it has, from before the first test until after the last. */
export function databaseForTests(open: typeof testDatabase = testDatabase): Database {
  let opened: Awaited<ReturnType<typeof testDatabase>>;
  beforeAll(async () => {
    opened = await open();
  }, 60_000);
  afterAll(() => opened.close());
  return {
    get url() {
      return opened.db.url;
    },
    query: (text, values) => opened.db.query(text, values),
    transaction: (act) => opened.db.transaction(act),
    close: () => opened.db.close(),
  };
}

/** A real database of its own for a test file, with our tables and no rows; `close` removes it. */
export async function testDatabase(): Promise<{ db: Database; close(): Promise<void> }> {
  const server = await testServer();
  await migrate(server.db.url, async () => {});
  return server;
}

/** A real PostgreSQL of its own with an empty database; `close` removes it. */
export async function testServer(): Promise<{ db: Database; close(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'vigie-db-'));
  const log = pino({ level: 'silent' });
  const server = await startEmbeddedServer(home, log, {});
  const { folder } = JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8')) as { folder: string };
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
    lead: null,
    network: 'default',
    ssh_public_key: null,
    cluster: 'demo',
    price: { currency: 'EUR', lines: [], net: 0, tax: null, gross: 0, total: 0 },
    created_by: 'somebody',
    ...facts,
  };
  await insertOrder(db, order);
  return order;
}

/** Inserts a machine that was delivered, an hour ago unless the test says when. */
export async function aDeliveredVm(
  db: Database,
  facts: { tenant: string; vmid: number; name?: string; node?: string; deliveredAt?: Date },
): Promise<{ id: string; orderId: string; tenant: string }> {
  const order = await anOrder(db, { tenant: facts.tenant, ...(facts.name !== undefined && { name: facts.name }) });
  const id = newVmId();
  const networkId = newNetworkId();
  await db.query(
    `insert into vigie.networks (id, tenant, cluster, kind, shared, cidr, super_network, gateway, vnet, state, order_id)
     values ($1, $2, 'demo', 'standard', false, $3, '10.10.0.0/16', $4, $5, 'active', $6)`,
    [networkId, facts.tenant, `10.10.${facts.vmid % 250}.0/24`, `10.10.${facts.vmid % 250}.1`, `v${facts.vmid}`, order.id],
  );
  await db.query(
    `insert into vigie.vms (id, tenant, cluster, node, vmid, name, network_id, cores, memory_gib, disk_gib, order_id, delivered_at)
     values ($1, $2, 'demo', $3, $4, $5, $6, 2, 4, 20, $7, $8)`,
    [id, facts.tenant, facts.node ?? 'pve1', facts.vmid, order.name, networkId, order.id, facts.deliveredAt ?? new Date(Date.now() - 3_600_000)],
  );
  return { id, orderId: order.id, tenant: facts.tenant };
}
