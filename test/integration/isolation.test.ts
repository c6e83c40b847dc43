import { passes, type Packet } from '../harness/firewall-model.ts';
import { memoryBastion } from '../harness/memory-bastion.ts';
import { startOrderRunner, type OrderRunner } from '../harness/order-runner.ts';

const closedSet = '/cluster/firewall/ipset/{name}';
const group = '/cluster/firewall/groups/{group}';
const theGroup = { group: 'vigie-guest' };
const theSet = { name: 'vigie-closed' };

let runner: OrderRunner;

const world = () => runner.simulator.state();

/** An order's machine with its address, once it has one. */
async function machineOf(order: { id: string }): Promise<{ vmid: number; node: string; address: string; path: { node: string; vmid: number } }> {
  const { guests } = await world();
  const { vmid, node, config } = Object.values<any>(guests).find((guest) => String(guest.config.description).includes(order.id));
  return { vmid, node, address: /ip=([\d.]+)/.exec(config.ipconfig0)![1]!, path: { node, vmid } };
}

type Machine = Awaited<ReturnType<typeof machineOf>>;

const ssh = { proto: 'tcp', dport: 22 } as const;

const between = async (from: Machine, to: Machine, more: Partial<Packet> = {}): Promise<boolean> =>
  passes(await world(), { from: from.vmid, to: to.vmid, source: from.address, dest: to.address, ...ssh, ...more });

const outwards = async (from: Machine, dest: string, more: Partial<Packet> = {}): Promise<boolean> =>
  passes(await world(), { from: from.vmid, to: null, source: from.address, dest, ...ssh, ...more });

const inwards = async (source: string, to: Machine, more: Partial<Packet> = {}): Promise<boolean> =>
  passes(await world(), { from: null, to: to.vmid, source, dest: to.address, ...ssh, ...more });

async function delivered(): Promise<Machine> {
  const order = await runner.newOrder();
  expect(await runner.deliver(order.id)).toBe('done');
  return machineOf(order);
}

/** Takes away what Vigie made in the datacenter's firewall, as somebody else might. */
async function clearDatacenter(): Promise<void> {
  const rules = await runner.call<unknown[]>('GET', group, theGroup);
  for (const _ of rules) await runner.call('DELETE', `${group}/{pos}`, { ...theGroup, pos: 0 });
  await runner.call('DELETE', group, theGroup);
  await runner.call('DELETE', closedSet, theSet, { force: 1 });
}

beforeAll(async () => {
  runner = await startOrderRunner({ tenants: 40, callMs: 1000, bastion: memoryBastion(), isolation: { mode: 'required', allowFrom: ['203.0.113.10'] } });
}, 120_000);

afterAll(() => runner?.close(), 60_000);

describe('without the step', () => {
  test('globex reaches acme, and the nodes', async () => {
    const orders = [await runner.newOrder(), await runner.newOrder()] as const;
    for (const { id } of orders)
      for (const step of runner.steps.filter((name) => name !== 'isolate-vm' && name !== 'confirm-agent')) await runner.runStep(id, step);
    const [acme, globex] = [await machineOf(orders[0]), await machineOf(orders[1])];
    expect(await between(globex, acme)).toBe(true);
    expect(await outwards(globex, '198.51.100.11', { dport: 8006 })).toBe(true);
    // The same machines, once the step came.
    for (const { id } of orders) await runner.runStep(id, 'isolate-vm');
    expect(await between(globex, acme)).toBe(false);
    expect(await outwards(globex, '198.51.100.11', { dport: 8006 })).toBe(false);
  });
});

describe('machines of three orders', () => {
  let acme: Machine;
  let second: Machine;
  let globex: Machine;

  beforeAll(async () => {
    const orders = await runner.newOrdersOfOne();
    for (const { id } of orders) expect(await runner.deliver(id)).toBe('done');
    [acme, second] = [await machineOf(orders[0]), await machineOf(orders[1])];
    globex = await delivered();
  }, 60_000);

  test('of one network reach each other', async () => {
    expect([await between(acme, second), await between(second, acme, { dport: 5432 })]).toEqual([true, true]);
  });

  test('of two tenants do not, not even when one of them lost its own rules', async () => {
    expect([await between(acme, globex), await between(globex, acme)]).toEqual([false, false]);
    const all = await world();
    const bare = { options: {}, rules: [], ipsets: {} };
    const without = (vmid: number) => ({ ...all, guests: { ...all.guests, [vmid]: { ...all.guests[vmid], firewall: bare } } });
    const packet: Packet = { from: globex.vmid, to: acme.vmid, source: globex.address, dest: acme.address, ...ssh };
    expect([passes(without(globex.vmid), packet), passes(without(acme.vmid), packet)]).toEqual([false, false]);
  });

  test("cannot send from another's address", async () => {
    expect(await between(globex, acme, { source: second.address })).toBe(false);
  });

  test('reach the internet and the name service of the gateway, and neither the nodes nor the gateway otherwise', async () => {
    const gateway = acme.address.replace(/\d+$/, '1');
    expect(await outwards(acme, '192.0.2.7', { dport: 443 })).toBe(true);
    expect(await outwards(acme, gateway, { proto: 'udp', dport: 53 })).toBe(true);
    expect(await outwards(acme, gateway, { dport: 8006 })).toBe(false);
    expect(await outwards(acme, gateway)).toBe(false);
    const { nodes } = await world();
    for (const { ip } of Object.values<any>(nodes)) expect(await outwards(acme, ip, { dport: 8006 })).toBe(false);
    const other = globex.address.replace(/\d+$/, '1');
    expect(await outwards(acme, other, { proto: 'udp', dport: 53 })).toBe(false);
    expect(await passes(await world(), { from: acme.vmid, to: null, source: '0.0.0.0', dest: '255.255.255.255', proto: 'udp', sport: 68, dport: 67 })).toBe(true);
  });

  test('are reached by who is configured, on SSH and the node exporter, and by nobody else from outside', async () => {
    expect([await inwards('203.0.113.10', acme), await inwards('203.0.113.10', acme, { dport: 9100 })]).toEqual([true, true]);
    expect(await inwards('203.0.113.10', acme, { dport: 443 })).toBe(false);
    expect(await inwards('203.0.113.11', acme)).toBe(false);
  });

  test('keep rules that somebody added, below ours: they open a machine to the world, not to tenants', async () => {
    const machine = await delivered();
    const rules = `/nodes/{node}/qemu/{vmid}/firewall/rules`;
    await runner.call('POST', rules, machine.path, { type: 'in', action: 'ACCEPT', enable: 1, comment: 'web site' });
    expect(await inwards(globex.address, machine)).toBe(true); // above ours it opens it to all
    const { guests } = await world();
    const [, id] = /vigie:(\S+)/.exec(guests[machine.vmid].config.description)!;
    await runner.runStep(id!, 'isolate-vm');
    expect(await inwards(globex.address, machine)).toBe(false);
    expect(await inwards('192.0.2.7', machine, { dport: 443 })).toBe(true);
    const after = (await world()).guests[machine.vmid].firewall.rules;
    expect(after.at(-1)).toMatchObject({ comment: 'web site' });
  });
});

describe('an order fails before anything is built, and goes on once it is mended', () => {
  const failsWith = async (code: string): Promise<{ id: string; tenant: string }> => {
    const order = await runner.newOrder();
    expect(await runner.deliver(order.id)).toBe('failed');
    const steps = await runner.stepsOf(order.id);
    expect(steps.find(({ state }) => state === 'failed')).toMatchObject({ name: 'ensure-isolation', code });
    expect((await world()).pools[order.tenant]).toBeUndefined();
    return order;
  };

  test('where the firewall of the datacenter is off: Vigie leaves it off', async () => {
    await runner.call('PUT', '/cluster/firewall/options', {}, { enable: 0 });
    const { id } = await failsWith('firewall-off');
    expect((await world()).firewall.options.enable).toBe(0);
    await runner.call('PUT', '/cluster/firewall/options', {}, { enable: 1 });
    expect(await runner.retry(id)).toBe('done');
  });

  test('where that of a node is off', async () => {
    await runner.call('PUT', '/nodes/{node}/firewall/options', { node: 'pve2' }, { enable: 0 });
    const { id } = await failsWith('node-firewall-off');
    await runner.call('PUT', '/nodes/{node}/firewall/options', { node: 'pve2' }, { delete: 'enable' });
    expect(await runner.retry(id)).toBe('done');
  });

  test.each([
    ['an IP set', 'ip-set-foreign', ['/cluster/firewall/ipset', { name: theSet.name }]],
    ['a security group', 'security-group-foreign', ['/cluster/firewall/groups', theGroup]],
  ] as const)('where %s of our name is not ours', async (_, code, [template, name]) => {
    await clearDatacenter();
    await runner.call('POST', template, {}, { ...name, comment: 'mine' });
    const { id } = await failsWith(code);
    await runner.call('DELETE', template === '/cluster/firewall/groups' ? group : closedSet, { ...name });
    expect(await runner.retry(id)).toBe('done');
  });
});

test('no machine starts when the firewall went off meanwhile', async () => {
  const order = await runner.newOrder();
  await runner.deliver(order.id, 'configure-vm');
  await runner.call('PUT', '/cluster/firewall/options', {}, { enable: 0 });
  expect(await runner.deliver(order.id)).toBe('failed');
  expect((await runner.stepsOf(order.id)).find(({ state }) => state === 'failed')).toMatchObject({ name: 'isolate-vm', code: 'firewall-off' });
  expect((await world()).guests[(await machineOf(order)).vmid].running).toBeFalsy();
  await runner.call('PUT', '/cluster/firewall/options', {}, { enable: 1 });
  expect(await runner.retry(order.id)).toBe('done');
});

describe('what the datacenter holds', () => {
  test('comes back as it was when somebody took it away, changed it or added to it; what is not ours stays', async () => {
    await delivered();
    const before = (await world()).firewall;
    await runner.call('PUT', `${group}/{pos}`, { ...theGroup, pos: 1 }, { enable: 0, source: '192.0.2.0/24' });
    await runner.call('PUT', `${group}/{pos}`, { ...theGroup, pos: 0 }, { moveto: 4 });
    await runner.call('POST', group, theGroup, { type: 'out', action: 'ACCEPT', comment: 'vigie: of an older version', enable: 1 });
    await runner.call('PUT', `${closedSet}/{cidr}`, { ...theSet, cidr: '10.10.0.0/16' }, { nomatch: 1 });
    await runner.call('DELETE', `${closedSet}/{cidr}`, { ...theSet, cidr: '10.11.0.0/16' });
    await runner.call('POST', closedSet, theSet, { cidr: '10.99.0.0/16', comment: 'vigie: super-network' });
    await runner.call('POST', closedSet, theSet, { cidr: '192.0.2.0/24', comment: 'storage network' });
    await delivered();
    const after = (await world()).firewall;
    expect(after.groups).toEqual(before.groups);
    const sorted = (entries: { cidr: string }[]) => [...entries].sort((a, b) => a.cidr.localeCompare(b.cidr));
    expect(sorted(after.ipsets['vigie-closed'].entries)).toEqual(
      sorted([...before.ipsets['vigie-closed'].entries, { cidr: '192.0.2.0/24', comment: 'storage network' }]),
    );
    await runner.call('DELETE', `${closedSet}/{cidr}`, { ...theSet, cidr: '192.0.2.0/24' });
  });

  test('is made once, when many orders make it at the same time', async () => {
    await delivered();
    const before = (await world()).firewall.groups;
    await clearDatacenter();
    const orders = await Promise.all(Array.from({ length: 5 }, () => runner.newOrder()));
    await Promise.all(orders.map(({ id }) => runner.runStep(id, 'ensure-isolation')));
    expect((await world()).firewall.groups).toEqual(before);
  });

  test('is made whatever becomes of a call', async () => {
    const { groups, ipsets } = (await world()).firewall;
    const calls = [`POST ${group}`, 'POST /cluster/firewall/groups', 'POST /cluster/firewall/ipset', `POST ${closedSet}`];
    for (const call of calls) {
      for (const kind of ['reset-after-write', 'error-500-but-done', 'hang'] as const) {
        await clearDatacenter();
        const [method = '', template = ''] = call.split(' ');
        await runner.simulator.fault({ method, template, kind, times: 1 });
        const { id } = await runner.newOrder();
        expect({ call, kind, state: await runner.deliver(id, 'ensure-isolation') }).toEqual({ call, kind, state: 'deploying' });
        expect(await runner.simulator.clearFaults()).toEqual([]);
        const { firewall } = await world();
        expect({ call, kind, groups: firewall.groups, set: firewall.ipsets }).toEqual({ call, kind, groups, set: ipsets });
      }
    }
  }, 60_000);
});
