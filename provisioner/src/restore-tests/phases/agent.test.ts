import { fakeContext, refused } from '../fixture.ts';
import type { KnownMachine, TestContext } from '../ports.ts';
import { agent } from './agent.ts';

const ping = 'POST /nodes/{node}/qemu/{vmid}/agent/ping';
const inventoryOf = (known: KnownMachine | null): TestContext['inventory'] => ({
  ofBackup: () => Promise.resolve(null), madeByUs: () => Promise.resolve(false), last: () => Promise.resolve(known),
});
const silent = () => Promise.reject(refused('QEMU guest agent is not running', 'other', 'POST'));

test('an agent that answers in time', async () => {
  let looks = 0;
  const { context } = fakeContext({ [ping]: () => (++looks < 4 ? silent() : {}) });
  expect(await agent.run(context)).toMatchObject([{ name: 'agent-answers', passed: true }]);
});

test('one that never does fails the test after the time that it has', async () => {
  const { context } = fakeContext({ [ping]: silent }, { inventory: inventoryOf({ hostName: 'web-01', machineId: '1', canary: null }) });
  const began = context.clock.now().getTime();
  expect(await agent.run(context)).toMatchObject([{ passed: false, reason: { code: 'restored-agent-silent', params: { seconds: 10 } } }]);
  expect(context.clock.now().getTime() - began).toBeLessThanOrEqual(10_000);
});

test('a machine whose own agent never answered disproves nothing', async () => {
  const { context } = fakeContext({ [ping]: silent }, { inventory: inventoryOf(null) });
  await expect(agent.run(context)).rejects.toMatchObject({ name: 'StepFailure', reason: { code: 'agent-never-seen' } });
});

test('a machine that stopped is not waited for', async () => {
  const { context } = fakeContext({ [ping]: () => Promise.reject(refused('VM 30000 is not running', 'other', 'POST')) });
  await expect(agent.run(context)).rejects.toMatchObject({ proof: { reason: { code: 'not-running-any-more' } } });
});

test('a Proxmox that is away says nothing of the machine', async () => {
  const away = refused('No route to host', 'unreachable', 'POST', 595);
  await expect(agent.run(fakeContext({ [ping]: () => Promise.reject(away) }).context)).rejects.toBe(away);
});

test('somebody stops the test while it waits', async () => {
  const { context } = fakeContext({ [ping]: silent }, { cancelled: () => Promise.resolve(true) });
  await expect(agent.run(context)).rejects.toMatchObject({ name: 'TestCancelled' });
});
