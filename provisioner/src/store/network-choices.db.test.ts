import { askForNetwork, findNetworkChoice, hasSharedNetwork, settleNetworkChoice, takeDefaultNetwork } from './network-choices.ts';
import { allocateNetwork } from './networks.ts';
import { decideOrder, findOrder, liveOrders } from './orders.ts';
import { systemScope } from './scope.ts';
import { anOrder, databaseForTests } from './test-database.ts';

const pools = [{ cidr: '10.10.0.0/16', kind: 'standard' as const, role: 'main' as const }];
const forAnHour = { deadlineHours: 1, default: 'default' as const };

const db = databaseForTests();

const stateOf = async (id: string) => {
  const { state, network } = (await findOrder(db, systemScope, id))!;
  return { state, network };
};
const approved = async (tenant: string, network: 'ask' | 'default' | 'new' = 'ask') => {
  const { id } = await anOrder(db, { tenant, network });
  await decideOrder(db, systemScope, id, { decision: 'approved', state: 'deploying', by: 'admin', reason: null });
  return id;
};
const inApp = (network: 'default' | 'new', by = 'eve') => ({ network, via: 'app' as const, by });

test('only an order that left it open and is under way is asked', async () => {
  const [chosen, waiting] = [await approved('acme', 'new'), await anOrder(db, { tenant: 'acme', network: 'ask' })];
  for (const id of [chosen, waiting.id]) {
    expect(await askForNetwork(db, id, forAnHour)).toBeNull();
    expect(await findNetworkChoice(db, id)).toBeNull();
    expect(await settleNetworkChoice(db, id, inApp('new'))).toBeNull();
  }
});

test('one choice is taken, and the order goes on with it', async () => {
  const id = await approved('acme');
  const question = await askForNetwork(db, id, forAnHour);
  expect(question).toMatchObject({ default_choice: 'default', chosen: null });
  expect(await stateOf(id)).toEqual({ state: 'awaiting-network-choice', network: 'ask' });
  expect((await liveOrders(db)).map((order) => order.id)).toContain(id);
  const settled = await Promise.all([settleNetworkChoice(db, id, inApp('new')), settleNetworkChoice(db, id, inApp('default', 'ann'))]);
  expect(settled.filter((order) => order !== null)).toHaveLength(1);
  expect(await stateOf(id)).toEqual({ state: 'deploying', network: settled[0] ? 'new' : 'default' });
  expect(await findNetworkChoice(db, id)).toMatchObject({ chosen: settled[0] ? 'new' : 'default', chosen_by: settled[0] ? 'eve' : 'ann', chosen_via: 'app' });
});

test('the deadline does not settle before its time, and nobody else after it', async () => {
  const id = await approved('acme');
  await askForNetwork(db, id, forAnHour);
  expect(await settleNetworkChoice(db, id, { network: 'default', via: 'deadline', by: null })).toBeNull();
  await db.query(`update vigie.network_choices set deadline = now() - interval '1 second' where order_id = $1`, [id]);
  expect((await findNetworkChoice(db, id))?.secondsLeft).toBeLessThan(0);
  for (const via of ['app', 'mail-link'] as const) expect(await settleNetworkChoice(db, id, { network: 'new', via, by: null })).toBeNull();
  expect((await settleNetworkChoice(db, id, { network: 'default', via: 'deadline', by: null }))?.network).toBe('default');
});

test('an order that waits may be rejected, and then nothing can be chosen', async () => {
  const id = await approved('acme');
  await askForNetwork(db, id, forAnHour);
  const decide = (decision: 'approved' | 'rejected' | 'cancelled') =>
    decideOrder(db, systemScope, id, { decision, state: decision === 'approved' ? 'deploying' : decision, by: 'admin', reason: null });
  expect(await decide('approved')).toBeNull();
  expect(await decide('cancelled')).toBeNull();
  expect((await decide('rejected'))?.state).toBe('rejected');
  expect(await settleNetworkChoice(db, id, inApp('new'))).toBeNull();
  expect(await askForNetwork(db, id, forAnHour)).toBeNull();
});

test('there is something to choose as long as the tenant has the network that others join', async () => {
  const order = await anOrder(db, { tenant: 'globex', network: 'new' });
  await allocateNetwork(db, order, 'standard', pools, []);
  expect(await hasSharedNetwork(db, order)).toBe(false);
  await allocateNetwork(db, await anOrder(db, { tenant: 'globex' }), 'standard', pools, []);
  expect(await hasSharedNetwork(db, order)).toBe(true);
  expect(await hasSharedNetwork(db, { ...order, cluster: 'other' })).toBe(false);
  const id = await approved('globex');
  await takeDefaultNetwork(db, id);
  expect(await stateOf(id)).toEqual({ state: 'deploying', network: 'default' });
});
