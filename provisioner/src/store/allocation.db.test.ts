import { allocateNetwork, closeNetwork, removeNetwork, type NetworkRow } from './networks.ts';
import { anOrder, databaseForTests } from './test-database.ts';
import { giveAddress, markDelivered, placeVm, reserveVm, type VmRow } from './vms.ts';

const many = 20;
const pools = [
  { cidr: '10.10.0.0/16', kind: 'standard' as const, role: 'main' as const },
  { cidr: '172.16.0.0/24', kind: 'enterprise' as const, role: 'main' as const },
];

/** For what must have been given: a null here fails the test. */
const given = <Row extends NetworkRow | VmRow>(row: Row | null): Row => {
  if (!row) throw new Error('nothing was given');
  return row;
};

describe('allocation under parallel calls', () => {
  const db = databaseForTests();

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

  test('main networks first, then additions, then the reserve, whatever their order; never what is excluded', async () => {
    const roles = [
      { cidr: '10.60.0.0/24', kind: 'standard' as const, role: 'reserve' as const },
      { cidr: '10.61.0.0/24', kind: 'standard' as const, role: 'addition' as const },
      { cidr: '10.62.0.0/23', kind: 'standard' as const, role: 'main' as const },
      { cidr: '10.63.0.0/24', kind: 'standard' as const, role: 'addition' as const },
    ];
    const seen: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      const order = await anOrder(db, { tenant: 'roles', network: 'new' });
      seen.push((await allocateNetwork(db, order, 'standard', roles, ['10.62.0.77/32']))?.cidr);
    }
    expect(seen).toEqual(['10.62.1.0/24', '10.61.0.0/24', '10.63.0.0/24', '10.60.0.0/24', undefined]);
  });

  test('a /24 is given again only after all its objects are gone', async () => {
    const one = [{ cidr: '10.70.0.0/24', kind: 'standard' as const, role: 'main' as const }];
    const [first, second] = [await anOrder(db, { tenant: 'again', network: 'new' }), await anOrder(db, { tenant: 'again', network: 'new' })];
    const network = given(await allocateNetwork(db, first, 'standard', one, []));
    expect(await allocateNetwork(db, second, 'standard', one, [])).toBeNull();
    await closeNetwork(db, { ...first, lead: null });
    expect(await allocateNetwork(db, second, 'standard', one, [])).toBeNull();
    await removeNetwork(db, network.id);
    const next = given(await allocateNetwork(db, second, 'standard', one, []));
    expect(next.cidr).toBe(network.cidr);
    expect(next.vnet).not.toBe(network.vnet);
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

  test('machines placed at once share the memory that is free: each node takes what fits, the rest get none', async () => {
    const machine = { tenant: 'hooli', cluster: 'demo', cores: 1, memoryGiB: 4, diskGiB: 20 };
    const vms = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const order = await anOrder(db, { tenant: 'hooli' });
        const network = given(await allocateNetwork(db, order, 'standard', pools, []));
        const vm = { ...machine, orderId: order.id, name: order.name, networkId: network.id };
        return given(await reserveVm(db, vm, { from: 30_000, to: 30_100 }, []));
      }),
    );
    const candidates = [{ node: 'pve8', freeGiB: 7 }, { node: 'pve9', freeGiB: 9 }];
    const nodes = await Promise.all(vms.map(({ id }) => placeVm(db, id, candidates)));
    expect(nodes.map(String).sort()).toEqual(['null', 'null', 'pve8', 'pve9', 'pve9']);
    expect(await Promise.all(vms.map(({ id }, i) => (nodes[i] ? placeVm(db, id, []) : null)))).toEqual(nodes);
    // What is delivered runs, and is in what Proxmox says is free.
    await markDelivered(db, vms[nodes.indexOf('pve8')]?.id ?? '');
    expect(await placeVm(db, vms[nodes.indexOf(null)]?.id ?? '', candidates)).toBe('pve8');
  });
});
