import type { Caller } from '../caller.ts';
import { allocateNetwork, listNetworks } from './networks.ts';
import { listGroups } from './order-groups.ts';
import { decideOrder, findOrder, reopenOrder } from './orders.ts';
import { narrow, scopeOf, systemScope } from './scope.ts';
import { anOrder, databaseForTests } from './test-database.ts';
import { findVm, listVms, reserveVm } from './vms.ts';

const caller = (tenant: string | null): Caller => ({
  login: 'somebody',
  name: 'Somebody',
  role: 'Editor',
  operator: tenant === null,
  tenant: tenant === null ? null : { id: tenant, name: tenant },
  capabilities: new Set(),
});
const page = { limit: 100, after: null };

describe('scope', () => {
  const db = databaseForTests();
  let acmeOrder: string;
  let acmeVm: string;

  beforeAll(async () => {
    for (const tenant of ['acme', 'globex']) {
      const order = await anOrder(db, { tenant });
      const network = await allocateNetwork(db, order, 'standard', [{ cidr: '10.10.0.0/16', kind: 'standard', role: 'main' }], []);
      const facts = {
        orderId: order.id,
        tenant,
        cluster: 'demo',
        name: order.name,
        networkId: network?.id ?? '',
        cores: 1,
        memoryGiB: 1,
        diskGiB: 10,
      };
      const vm = await reserveVm(db, facts, { from: 20_000, to: 20_010 }, []);
      if (tenant === 'acme') [acmeOrder, acmeVm] = [order.id, vm?.id ?? ''];
    }
  }, 60_000);
  test("another tenant's rows are neither found nor listed", async () => {
    const scope = scopeOf(caller('globex'));
    expect(await findOrder(db, scope, acmeOrder)).toBeNull();
    expect(await findVm(db, scope, acmeVm)).toBeNull();
    expect((await listGroups(db, scope, page)).map(({ order }) => order.tenant)).toEqual(['globex']);
    expect((await listVms(db, scope, page)).map(({ tenant }) => tenant)).toEqual(['globex']);
    expect((await listNetworks(db, scope, page)).map(({ tenant }) => tenant)).toEqual(['globex']);
  });

  test("another tenant's rows cannot be changed", async () => {
    const scope = scopeOf(caller('globex'));
    expect(await decideOrder(db, scope, acmeOrder, { decision: 'cancelled', state: 'cancelled', by: 'x', reason: null })).toBeNull();
    await db.query(`update vigie.orders set state = 'failed' where id = $1`, [acmeOrder]);
    expect(await reopenOrder(db, scope, acmeOrder)).toBeNull();
    expect((await findOrder(db, systemScope, acmeOrder))?.state).toBe('failed');
  });

  test('asking for another tenant by filter gives nothing, for the operator it narrows', async () => {
    expect(await listGroups(db, narrow(scopeOf(caller('globex')), 'acme'), page)).toEqual([]);
    expect((await listGroups(db, narrow(scopeOf(caller(null)), 'acme'), page)).map(({ order }) => order.tenant)).toEqual(['acme']);
    expect(await listGroups(db, scopeOf(caller(null)), page)).toHaveLength(2);
  });

  test('a caller who is neither operator nor tenant gets no scope at all', () => {
    expect(() => scopeOf({ ...caller(null), operator: false })).toThrow(/without a tenant/);
  });
});
