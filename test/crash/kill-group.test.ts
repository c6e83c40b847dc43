import { mailsSent } from '../harness/mails-sent.ts';
import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

const machines = 4;
const names = Array.from({ length: machines }, (_, i) => `class-0${i + 1}`);

let stack: ProvisionerStack;
let kills = 0;

beforeAll(async () => {
  stack = await startProvisioner((config) => {
    for (const tenant of config.tenants) delete tenant.quota;
  });
}, 240_000);

afterAll(async () => {
  process.stderr.write(`kill -9 scenarios run: ${kills}\n`);
  await stack?.stop();
}, 60_000);

const orderOf = async (id: string) => {
  const { status, body } = await stack.api('operator').get(`/orders/${id}`).catch(() => ({ status: 0, body: null }));
  return status === 200 ? body : undefined;
};
const count = (order: any, state: string) => order.machines.filter((one: any) => one.state === state).length;
const killAt = async (id: string, what: string, fits: (order: any) => boolean) => {
  await until(what, async () => {
    const order = await orderOf(id);
    return order && fits(order) ? true : undefined;
  }, 400);
  await stack.killProvisioner();
  kills += 1;
};
const ended = (id: string, state: string) =>
  until(`the order to be ${state}`, async () => {
    const order = await orderOf(id);
    return order?.state === state ? order : undefined;
  }, 600);
const ours = async () => {
  const world = await simulatorOf(stack.control).state();
  return { guests: Object.values<any>(world.guests).filter(({ config }) => String(config.description ?? '').includes('vigie:')), sdn: world.sdn };
};

test('killed while the machines of one order are built: each is there once', async () => {
  const { status, body } = await stack.api('acme').post('/orders', { offer: 'standard', name: 'class', quantity: machines, network: 'new', options: { memory: '2' } });
  expect(status).toBe(201);
  const { id } = body;
  expect((await stack.api('operator').post(`/orders/${id}/approve`)).status).toBe(202);
  await stack.killProvisioner();
  kills += 1;
  for (const done of [1, 2]) await killAt(id, `${done} machines`, (order) => count(order, 'done') >= done);
  const order = await ended(id, 'done');
  expect(order.vms).toHaveLength(machines);
  const built = await ours();
  expect(built.guests.map(({ config }) => config.name).sort()).toEqual(names);
  expect(new Set(built.guests.map(({ vmid }) => vmid)).size).toBe(machines);
  const addresses = built.sdn.ipam.filter(({ gateway }: any) => gateway !== 1).map(({ ip }: any) => ip);
  expect([addresses.length, new Set(addresses).size]).toEqual([machines, machines]);
  expect(Object.keys(built.sdn.running.vnets)).toHaveLength(1);

  // Doubtful mails are those that were on their way when the process died: they are not sent again.
  const doubtful = await mailsSent(stack.url());
  const mails = (await (await fetch(`${stack.mail}/api/messages`)).json()) as { subject: string }[];
  const subjects = mails.map(({ subject }) => subject);
  expect(subjects.filter((subject, at) => subjects.indexOf(subject) !== at)).toEqual([]);
  expect(subjects.length).toBeGreaterThanOrEqual(machines + 3 - doubtful);
}, 1_200_000);

test('killed while they are taken back: nothing is left', async () => {
  const { body } = await stack.api('globex').post('/orders', { offer: 'standard', name: 'lab', quantity: machines, network: 'new', options: { memory: '2' } });
  const { id } = body;
  expect((await stack.api('operator').post(`/orders/${id}/approve`)).status).toBe(202);
  await until('a part', async () => ((await orderOf(id)) && count(await orderOf(id), 'done') >= 2 ? true : undefined), 400);
  expect((await stack.api('operator').post(`/orders/${id}/cancel`)).status).toBe(202);
  await killAt(id, 'one to be back', (order) => count(order, 'cancelled') >= 1);
  await ended(id, 'cancelled');
  const { guests, sdn } = await ours();
  expect(guests.map(({ config }) => config.name).sort()).toEqual(names);
  expect(Object.keys(sdn.running.vnets)).toHaveLength(1);
}, 1_200_000);
