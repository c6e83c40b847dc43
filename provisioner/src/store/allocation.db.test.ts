import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from './database.ts';
import { allocateNetwork, NetworksExhausted } from './networks.ts';
import { anOrder, testDatabase } from './test-database.ts';
import { giveAddress, reserveVm, VmidsExhausted } from './vms.ts';

const many = 20;
const pools = [{ cidr: '10.10.0.0/16', kind: 'standard' as const }, { cidr: '172.16.0.0/24', kind: 'enterprise' as const }];

describe('allocation under parallel calls', () => {
  let db: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ db, close } = await testDatabase());
  }, 60_000);
  afterAll(() => close());

  test('isolated networks get different /24s and VNets; asking again gives the same one', async () => {
    const orders = await Promise.all(Array.from({ length: many }, () => anOrder(db, { tenant: 'acme', network: 'new' })));
    const networks = await Promise.all(orders.map((order) => allocateNetwork(db, order, 'standard', pools, ['10.10.3.0/24'])));
    expect(new Set(networks.map(({ cidr }) => cidr)).size).toBe(many);
    expect(new Set(networks.map(({ vnet }) => vnet)).size).toBe(many);
    expect(networks.map(({ cidr }) => cidr)).not.toContain('10.10.3.0/24');
    const again = await Promise.all(orders.map((order) => allocateNetwork(db, order, 'standard', pools, [])));
    expect(again.map(({ id }) => id)).toEqual(networks.map(({ id }) => id));
  });

  test('default orders of one tenant share one network', async () => {
    const orders = await Promise.all(Array.from({ length: many }, () => anOrder(db, { tenant: 'globex' })));
    const networks = await Promise.all(orders.map((order) => allocateNetwork(db, order, 'standard', pools, [])));
    expect(new Set(networks.map(({ id }) => id)).size).toBe(1);
  });

  test('a full super-network of the kind is an error, the other kind is not touched', async () => {
    await allocateNetwork(db, await anOrder(db, { tenant: 'big', network: 'new' }), 'enterprise', pools, []);
    const second = anOrder(db, { tenant: 'big', network: 'new' }).then((order) => allocateNetwork(db, order, 'enterprise', pools, []));
    await expect(second).rejects.toBeInstanceOf(NetworksExhausted);
  });

  test('VMIDs and addresses are given once, and not those that others use', async () => {
    const orders = await Promise.all(Array.from({ length: many }, () => anOrder(db, { tenant: 'initech' })));
    const networks = await Promise.all(orders.map((order) => allocateNetwork(db, order, 'standard', pools, [])));
    const vms = await Promise.all(
      orders.map((order, i) =>
        reserveVm(
          db,
          { orderId: order.id, tenant: order.tenant, cluster: 'demo', name: order.name, networkId: networks[i]?.id ?? '', cores: 1, memoryGiB: 1, diskGiB: 1 },
          { from: 20_000, to: 20_000 + many },
          [20_005],
        ),
      ),
    );
    expect(new Set(vms.map(({ vmid }) => vmid)).size).toBe(many);
    expect(vms.map(({ vmid }) => vmid)).not.toContain(20_005);

    const addresses = await Promise.all(vms.map((vm) => giveAddress(db, { id: vm.id, networkId: vm.network_id }, networks[0]?.cidr ?? '', [])));
    expect(new Set(addresses).size).toBe(many);

    const late = await anOrder(db, { tenant: 'initech' });
    const facts = { orderId: late.id, tenant: 'initech', cluster: 'demo', name: late.name, networkId: networks[0]?.id ?? '', cores: 1, memoryGiB: 1, diskGiB: 1 };
    await expect(reserveVm(db, facts, { from: 20_000, to: 20_000 + many }, [])).rejects.toBeInstanceOf(VmidsExhausted);
  });
});
