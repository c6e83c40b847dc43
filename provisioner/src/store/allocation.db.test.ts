import type { Database } from './database.ts';
import { allocateNetwork, type NetworkRow } from './networks.ts';
import { anOrder, testDatabase } from './test-database.ts';
import { giveAddress, reserveVm, type VmRow } from './vms.ts';

const many = 20;
const pools = [
  { cidr: '10.10.0.0/16', kind: 'standard' as const },
  { cidr: '172.16.0.0/24', kind: 'enterprise' as const },
];

/** For what must have been given: a null here fails the test. */
const given = <Row extends NetworkRow | VmRow>(row: Row | null): Row => {
  if (!row) throw new Error('nothing was given');
  return row;
};

describe('allocation under parallel calls', () => {
  let db: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ db, close } = await testDatabase());
  }, 60_000);
  afterAll(() => close());

  test('isolated networks get different /24s and VNets; asking again gives the same one', async () => {
    const orders = await Promise.all(Array.from({ length: many }, () => anOrder(db, { tenant: 'acme', network: 'new' })));
    const networks = (await Promise.all(orders.map((order) => allocateNetwork(db, order, 'standard', pools, ['10.10.3.0/24'])))).map(given);
    expect(new Set(networks.map(({ cidr }) => cidr)).size).toBe(many);
    expect(new Set(networks.map(({ vnet }) => vnet)).size).toBe(many);
    expect(networks.map(({ cidr }) => cidr)).not.toContain('10.10.3.0/24');
    const again = await Promise.all(orders.map((order) => allocateNetwork(db, order, 'standard', pools, [])));
    expect(again.map((network) => network?.id)).toEqual(networks.map(({ id }) => id));
  });

  test('default orders of one tenant share one network', async () => {
    const orders = await Promise.all(Array.from({ length: many }, () => anOrder(db, { tenant: 'globex' })));
    const networks = (await Promise.all(orders.map((order) => allocateNetwork(db, order, 'standard', pools, [])))).map(given);
    expect(new Set(networks.map(({ id }) => id)).size).toBe(1);
  });

  test('a full super-network gives nothing, whatever is free for the other kind', async () => {
    await allocateNetwork(db, await anOrder(db, { tenant: 'big', network: 'new' }), 'enterprise', pools, []);
    expect(await allocateNetwork(db, await anOrder(db, { tenant: 'big', network: 'new' }), 'enterprise', pools, [])).toBeNull();
  });

  test('VMIDs and addresses are given once, and not those that others use', async () => {
    const orders = await Promise.all(Array.from({ length: many }, () => anOrder(db, { tenant: 'initech' })));
    const networks = (await Promise.all(orders.map((order) => allocateNetwork(db, order, 'standard', pools, [])))).map(given);
    const reserved = await Promise.all(
      orders.map((order, i) =>
        reserveVm(
          db,
          {
            orderId: order.id,
            tenant: order.tenant,
            cluster: 'demo',
            name: order.name,
            networkId: networks[i]?.id ?? '',
            cores: 1,
            memoryGiB: 1,
            diskGiB: 1,
          },
          { from: 20_000, to: 20_000 + many },
          [20_005],
        ),
      ),
    );
    const vms = reserved.map(given);
    expect(new Set(vms.map(({ vmid }) => vmid)).size).toBe(many);
    expect(vms.map(({ vmid }) => vmid)).not.toContain(20_005);

    const addresses = await Promise.all(
      vms.map((vm) => giveAddress(db, { id: vm.id, networkId: vm.network_id }, networks[0]?.cidr ?? '', [])),
    );
    expect(new Set(addresses).size).toBe(many);

    const late = await anOrder(db, { tenant: 'initech' });
    const facts = {
      orderId: late.id,
      tenant: 'initech',
      cluster: 'demo',
      name: late.name,
      networkId: networks[0]?.id ?? '',
      cores: 1,
      memoryGiB: 1,
      diskGiB: 1,
    };
    expect(await reserveVm(db, facts, { from: 20_000, to: 20_000 + many }, [])).toBeNull();
  });
});
