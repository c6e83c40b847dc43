import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { tally } from '../harness/scenario-tally.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

/** A call that hangs while the provisioner is killed, and what the simulator holds then. `acts`: what was asked for happened. */
const moments: { name: string; method: string; template: string; acts: boolean; locked: boolean }[] = [
  { name: 'after it took the lock, before it wrote', method: 'POST', template: '/cluster/sdn/vnets', acts: false, locked: true },
  { name: 'after it wrote, before it applied', method: 'PUT', template: '/cluster/sdn', acts: false, locked: true },
  { name: 'while it applied', method: 'PUT', template: '/cluster/sdn', acts: true, locked: false },
  { name: 'before it heard that it has the lock', method: 'POST', template: '/cluster/sdn/lock', acts: true, locked: true },
];

const counts = tally();
let stack: ProvisionerStack;

beforeAll(async () => {
  stack = await startProvisioner(() => {});
}, 240_000);

afterAll(async () => {
  counts.print();
  await stack?.stop();
}, 60_000);

test.each(moments)('killed with -9 $name: the lock is free again, and the order is delivered', async ({ method, template, acts, locked }) => {
  const simulator = simulatorOf(stack.control);
  const before = Object.keys((await simulator.state()).sdn.running.vnets).length;
  await simulator.fault({ method, template, kind: 'hang', acts, times: 1 });
  const { body } = await stack.api('acme').post('/orders', { offer: 'standard', name: `sdn-${moments.findIndex((one) => one.template === template && one.acts === acts)}`, network: 'new' });
  expect((await stack.api('operator').post(`/orders/${body.id}/approve`)).status).toBe(202);
  await until('the call to hang', async () => ((await (await fetch(`${stack.control}/faults`)).json()) as unknown[]).length === 0 || undefined);
  await until('what the call does', async () => ((await simulator.state()).sdn.lock !== null) === locked || undefined);
  await stack.killProvisioner();
  counts.add('SDN change, real daemon', 'its process killed with -9');
  const order = await until('the order to end', async () => {
    const answer = await stack.api('operator').get(`/orders/${body.id}`).catch(() => ({ status: 0, body: undefined as any }));
    return answer.status === 200 && ['done', 'failed'].includes(answer.body.state) ? answer.body : undefined;
  }, 180);
  expect({ state: order.state, failed: order.steps.filter((one: any) => one.state === 'failed') }).toEqual({ state: 'done', failed: [] });
  const { sdn } = await simulator.state();
  expect(sdn).toMatchObject({ lock: null, config: sdn.running });
  expect(Object.keys(sdn.running.vnets)).toHaveLength(before + 1);
}, 300_000);
