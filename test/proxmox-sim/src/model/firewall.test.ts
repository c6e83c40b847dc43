import { testCluster } from '../testing.ts';

const guest = '/nodes/pve1/qemu/9000/firewall';
const own = { type: 'in', action: 'ACCEPT', enable: 1 };

describe('a rule is refused', () => {
  test.each([
    ['with an unknown macro', guest, { macro: 'Gopher' }, { macro: "unknown macro 'Gopher'" }],
    ['with a port without a protocol', guest, { dport: '22' }, { proto: "missing property - 'dport' requires this property" }],
    ['with a port of a protocol that has none', guest, { proto: 'gre', dport: '22' }, { dport: "protocol 'gre' does not support ports" }],
    ['for a bridge of a guest', guest, { iface: 'vmbr0' }, { iface: "value does not match the regex pattern 'net\\d+'" }],
    ['with an alias that is not there', guest, { source: 'office' }, { source: "no such alias 'office'" }],
    ['with a set of a VNet that is not there', guest, { source: '+sdn/v1-all' }, { source: "no such ipset 'v1-all'" }],
    ['with a set under the wrong scope', guest, { source: '+guest/shared' }, { source: "no such ipset 'shared'" }],
    ['in the datacenter with the set of a guest', '/cluster/firewall', { source: '+mine' }, { source: "no such ipset 'mine'" }],
    ['of a guest for what is forwarded', guest, { type: 'forward' }, { type: "invalid rule type 'forward' for rule_env 'vm'" }],
  ])('%s', async (_, base, rule, errors) => {
    const { call, sim } = testCluster();
    await call('POST', '/cluster/firewall/ipset', { name: 'shared' });
    await call('POST', `${guest}/ipset`, { name: 'mine' });
    expect(await call('POST', `${base}/rules`, { ...own, ...rule })).toMatchObject({ status: 400, errors });
    expect([sim.world.guests[9000]?.firewall.rules, sim.world.firewall.rules ?? []]).toEqual([[], []]);
  });

  test('of a VNet for an interface, and within a group for another group', async () => {
    const { call } = testCluster();
    await call('POST', '/cluster/sdn/zones', { zone: 'z1', type: 'simple' });
    await call('POST', '/cluster/sdn/vnets', { vnet: 'v1', zone: 'z1' });
    const refused = await call('POST', '/cluster/sdn/vnets/v1/firewall/rules', { ...own, type: 'forward', iface: 'net0' });
    expect(refused.errors).toEqual({ type: 'parameter -i not allowed for this rule type' });
    await call('POST', '/cluster/firewall/groups', { group: 'acme' });
    const nested = await call('POST', '/cluster/firewall/groups/acme', { type: 'group', action: 'globex' });
    expect(nested.errors).toEqual({ type: "invalid rule type 'group' for rule_env 'group'" });
  });
});

test('a rule may name sets and aliases of the guest and of the datacenter', async () => {
  const { call } = testCluster();
  await call('POST', '/cluster/firewall/ipset', { name: 'shared' });
  await call('POST', '/cluster/firewall/aliases', { name: 'Office', cidr: '203.0.113.0/24' });
  await call('POST', `${guest}/ipset`, { name: 'mine' });
  for (const source of ['+shared', '+dc/shared', '+mine', '+guest/mine', 'office', 'dc/office', '10.0.0.0/8'])
    expect((await call('POST', `${guest}/rules`, { ...own, source })).status).toBe(200);
  const rows = (await call('GET', `${guest}/refs`)).data as { ref: string }[];
  expect(rows.map(({ ref }) => ref)).toEqual(['+guest/mine', 'dc/Office', '+dc/shared']);
});

test('a rule that does not say so is not enabled, and a macro is stored as the list writes it', async () => {
  const { call } = testCluster();
  await call('POST', `${guest}/rules`, { type: 'in', action: 'ACCEPT', macro: 'ssh' });
  expect((await call('GET', `${guest}/rules`)).data).toMatchObject([{ enable: 0, macro: 'SSH' }]);
});

test('an entry of a set is an address, a network, or an alias that is there', async () => {
  const { call } = testCluster();
  const base = '/cluster/firewall/ipset/shared';
  await call('POST', '/cluster/firewall/ipset', { name: 'shared' });
  expect(await call('POST', base, { cidr: 'office' })).toMatchObject({ status: 500, statusText: "no such alias 'office'" });
  expect((await call('POST', base, { cidr: '0.0.0.0/0' })).status).toBe(400);
  expect((await call('POST', base, { cidr: '300.1.1.1' })).status).toBe(400);
  await call('POST', '/cluster/firewall/aliases', { name: 'office', cidr: '203.0.113.9' });
  expect((await call('POST', base, { cidr: 'dc/office', comment: 'ours' })).status).toBe(200);
  const entry = `${base}/${encodeURIComponent('dc/office')}`;
  await call('PUT', entry, { nomatch: 1 });
  expect((await call('GET', entry)).data).toMatchObject({ cidr: 'dc/office', nomatch: 1 });
  expect((await call('GET', `${base}/10.1.1.1`)).errors).toEqual({ cidr: 'no such IP/Network' });
});

test('a set and a group keep what is in them when they get a new name', async () => {
  const { call, sim } = testCluster();
  await call('POST', `${guest}/ipset`, { name: 'old' });
  await call('POST', `${guest}/ipset/old`, { cidr: '10.0.0.1' });
  expect((await call('POST', `${guest}/ipset`, { name: 'new', rename: 'none' })).errors).toEqual({ name: "IPSet 'none' does not exist" });
  await call('POST', `${guest}/ipset`, { name: 'new', rename: 'old' });
  expect(sim.world.guests[9000]?.firewall.ipsets).toEqual({ new: { entries: [{ cidr: '10.0.0.1' }] } });
  await call('POST', '/cluster/firewall/groups', { group: 'acme' });
  await call('POST', '/cluster/firewall/groups/acme', own);
  await call('POST', '/cluster/firewall/groups', { group: 'globex', rename: 'acme' });
  expect(Object.keys(sim.world.firewall.groups)).toEqual(['globex']);
  expect(sim.world.firewall.groups['globex']?.rules).toHaveLength(1);
});

test('an alias is found whatever its case, and does not take the name of another', async () => {
  const { call } = testCluster();
  const base = `${guest}/aliases`;
  await call('POST', base, { name: 'Office', cidr: '203.0.113.9' });
  await call('POST', base, { name: 'home', cidr: 'fd00::1' });
  expect((await call('POST', base, { name: 'OFFICE', cidr: '203.0.113.9' })).errors).toEqual({ name: "alias 'OFFICE' already exists" });
  expect((await call('PUT', `${base}/office`, { cidr: '203.0.113.8', rename: 'Home' })).status).toBe(400);
  expect((await call('PUT', `${base}/office`, { cidr: '203.0.113.8', digest: '0'.repeat(40) })).status).toBe(500);
  await call('PUT', `${base}/office`, { cidr: '203.0.113.8', rename: 'hq' });
  expect((await call('GET', base)).data).toMatchObject([
    { name: 'home', ipversion: 6 },
    { name: 'hq', cidr: '203.0.113.8', ipversion: 4 },
  ]);
});

test('each node and the datacenter have rules of their own', async () => {
  const { call, sim } = testCluster();
  await call('POST', '/nodes/pve1/firewall/rules', { ...own, iface: 'vmbr0' });
  await call('PUT', '/nodes/pve1/firewall/options', { enable: 0 });
  await call('POST', '/cluster/firewall/rules', { type: 'group', action: 'acme', enable: 1 });
  expect((await call('GET', '/nodes/pve2/firewall/rules')).data).toEqual([]);
  expect(sim.world.firewall.nodes?.['pve1']).toEqual({ options: { enable: 0 }, rules: [{ ...own, iface: 'vmbr0' }] });
  expect((await call('GET', '/cluster/firewall/rules/0')).data).toMatchObject({ type: 'group', action: 'acme', pos: '0' });
});
