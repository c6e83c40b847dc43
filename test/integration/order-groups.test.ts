import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBastion, type TestBastion } from '../harness/bastion.ts';
import { mailsSent } from '../harness/mails-sent.ts';
import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

const machines = 16;
const names = Array.from({ length: machines }, (_, i) => `class-${String(i + 1).padStart(2, '0')}`);

let home: string;
let bastion: TestBastion;
let stack: ProvisionerStack;
let simulator: ReturnType<typeof simulatorOf>;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'vigie-groups-'));
  bastion = await startBastion(home);
  stack = await startProvisioner((config) => {
    config.bastion = bastion.config;
    for (const tenant of config.tenants) delete tenant.quota;
  });
  simulator = simulatorOf(stack.control);
}, 900_000);

afterAll(async () => {
  await stack?.stop();
  await bastion?.stop();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

async function ordered(tenant: 'acme' | 'globex', more: Record<string, unknown>): Promise<any> {
  const { status, body } = await stack.api(tenant).post('/orders', { offer: 'standard', options: { memory: '2' }, ...more });
  expect([status, body]).toEqual([201, expect.anything()]);
  return body;
}

const act = async (id: string, what: string, body?: unknown) => (await stack.api('operator').post(`/orders/${id}/${what}`, body)).status;
const orderOf = async (id: string) => (await stack.api('operator').get(`/orders/${id}`)).body;
const stateOf = (id: string, state: string) =>
  until(`the order to be ${state}`, async () => {
    const order = await orderOf(id);
    if (order.state === 'failed' && state === 'done') throw new Error(JSON.stringify(order.machines.filter((one: any) => one.error)));
    return order.state === state ? order : undefined;
  }, 600);

interface Message { to: string[]; subject: string; text: string; attachments?: unknown[] }
async function mails(): Promise<Message[]> {
  await mailsSent(stack.url());
  return (await fetch(`${stack.mail}/api/messages`)).json() as Promise<Message[]>;
}
const subjectsOf = async (email: RegExp) => (await mails()).filter(({ to }) => email.test(to.join())).map(({ subject }) => subject).sort();
/** Scrapes within two seconds are answered from one look at the database. */
const metricsSay = (line: string) =>
  until(line, async () => ((await (await fetch(stack.metrics)).text()).includes(line) ? true : undefined), 10);
const guests = async () => Object.values<any>((await simulator.state()).guests).filter(({ config }) => String(config.description ?? '').includes('vigie:'));
const doubled = (values: unknown[]): unknown[] => values.filter((value, index) => values.indexOf(value) !== index);

test('a class of 16 machines: one order, one network, one key; one that fails is retried alone', async () => {
  await simulator.fault({ kind: 'task-fails', method: 'POST', template: '/nodes/{node}/qemu/{vmid}/clone', times: 1 });
  const { id, name, machines: made } = await ordered('acme', { name: 'class', quantity: machines, network: 'new' });
  expect({ name, made: made.map((one: any) => one.name) }).toEqual({ name: 'class', made: names });
  // Another tenant neither sees nor touches any of it.
  for (const one of [id, made[5].order]) {
    expect((await stack.api('globex').get(`/orders/${one}`)).status).toBe(404);
    expect((await stack.api('globex').post(`/orders/${one}/cancel`)).status).toBe(404);
  }
  const alone = await stack.api('operator').post(`/orders/${made[5].order}/approve`);
  expect([alone.status, alone.body.detail]).toEqual([409, expect.stringContaining(id)]);

  expect(await act(id, 'approve')).toBe(202);
  const failed = await stateOf(id, 'failed');
  expect(failed.machines.filter(({ state }: any) => state === 'done')).toHaveLength(machines - 1);
  expect(failed.machines.filter(({ state }: any) => state === 'failed')).toMatchObject([{ currentStep: 'clone-template', error: { code: 'task-failed' } }]);
  const { body: list } = await stack.api('acme').get('/orders');
  expect(list.items).toMatchObject([{ id, name: 'class', quantity: machines, state: 'failed', machines: { total: machines, done: machines - 1, failed: 1 } }]);
  await metricsSay('vigie_orders{tenant="acme",state="failed"} 1\n');

  expect(await act(id, 'retry')).toBe(202);
  const done = await stateOf(id, 'done');
  expect(done.vms).toHaveLength(machines);
  await metricsSay('vigie_orders{tenant="acme",state="done"} 1\n');

  const { body: vms } = await stack.api('acme').get('/vms?limit=100');
  expect(vms.items.map((vm: any) => vm.name).sort()).toEqual(names);
  expect(doubled(vms.items.map((vm: any) => vm.vmid))).toEqual([]);
  expect(doubled(vms.items.flatMap((vm: any) => vm.addresses))).toEqual([]);
  const { body: networks } = await stack.api('acme').get('/networks');
  expect(networks.items).toMatchObject([{ addressesUsed: machines }]);
  const there = await guests();
  expect(there.map(({ config }) => config.name).sort()).toEqual(names);
  expect(new Set(there.map(({ config }) => /bridge=([^,]+)/.exec(config.net0)?.[1]))).toEqual(new Set([networks.items[0].vnet]));
  expect(new Set(there.map(({ config }) => config.sshkeys)).size).toBe(1);
  expect(bastion.linesOf('acme')).toHaveLength(machines);

  const access = names.map((machine) => `Your machine ${machine} is ready`);
  expect(await subjectsOf(/acme/)).toEqual([
    'Order approved: class (16 machines)', 'Order received: class (16 machines)', 'Welcome: your Proxmox account',
    `Your network ${networks.items[0].cidr}`, ...access,
  ].sort());
  expect(await subjectsOf(/ops|operator|admin/)).toEqual([expect.stringMatching(/^Order failed: class \(16 machines\)/)]);
  // The private key goes out once, and is kept nowhere.
  const texts = (await mails()).map(({ text }) => text);
  expect(texts.filter((text) => text.includes('ssh-add ~/.ssh/class'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('it came as the file class'))).toHaveLength(machines - 1);
  expect(await stack.sql('select name from vigie.secrets', [])).toEqual([]);
}, 1_200_000);

test('an order of several machines that is cancelled is taken back, delivered or not, and nothing else', async () => {
  const other = await ordered('globex', { name: 'stays', network: 'default' });
  expect(await act(other.id, 'approve')).toBe(202);
  await stateOf(other.id, 'done');
  const before = JSON.stringify((await guests()).map(({ vmid, config }) => [vmid, config]));
  const { id, machines: made } = await ordered('globex', { name: 'lab', quantity: 4, network: 'new' });
  expect(await act(id, 'approve')).toBe(202);
  await until('a part to be delivered', async () => ((await orderOf(id)).machines.filter(({ state }: any) => state === 'done').length > 1 ? true : undefined), 300);
  expect(await act(made[1].order, 'cancel')).toBe(409);
  expect(await act(id, 'cancel')).toBe(202);
  const cancelled = await stateOf(id, 'cancelled');
  expect(cancelled.machines.map(({ state }: any) => state)).toEqual(Array(4).fill('cancelled'));
  expect(cancelled.vms).toEqual([]);
  expect(JSON.stringify((await guests()).map(({ vmid, config }) => [vmid, config]))).toBe(before);
  const { body: networks } = await stack.api('globex').get('/networks');
  expect(networks.items).toHaveLength(1);
  const { sdn } = await simulator.state();
  expect(Object.values<any>(sdn.running.vnets).filter(({ alias }) => alias?.startsWith('vigie globex '))).toHaveLength(1);
  expect(bastion.linesOf('globex')).toEqual([expect.stringContaining(other.id)]);
  const told = (await subjectsOf(/globex/)).filter((subject) => subject.includes('lab'));
  // This tenant reads French.
  expect(told.filter((subject) => subject.startsWith('Commande annulée'))).toEqual(['Commande annulée\u00a0: lab (4 machines)']);
  // Their names are free again.
  await ordered('globex', { name: 'lab-02' });
}, 900_000);

test('the network question is asked once, and its answer holds for all machines', async () => {
  const { id } = await ordered('globex', { name: 'team', quantity: 3, network: 'ask' });
  expect(await act(id, 'approve')).toBe(202);
  await stateOf(id, 'awaiting-network-choice');
  expect((await stack.api('globex').post(`/orders/${id}/network-choice`, { network: 'new' })).status).toBe(202);
  const done = await stateOf(id, 'done');
  expect(done.machines).toHaveLength(3);
  const { body: networks } = await stack.api('globex').get('/networks');
  expect(networks.items.map((one: any) => one.addressesUsed)).toEqual([1, 3]);
  expect((await subjectsOf(/globex/)).filter((subject) => subject.startsWith('Quel réseau'))).toHaveLength(1);
}, 900_000);
