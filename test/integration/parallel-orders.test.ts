import { randomUUID } from 'node:crypto';
import { startProvisioner, type GatewayPerson, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

const tenants = 20;
const ordersOfEach = 10;
const nodes = 8;

/** Every second order wants a network of its own. */
const network = (number: number) => (number % 2 === 0 ? 'default' : 'new');

let stack: ProvisionerStack;

/** A tenant's editor, and an operator of their own: a person may not write more than 60 times a minute. */
const editor = (tenant: number): GatewayPerson => ({ orgId: 100 + tenant, role: 'Editor', login: `editor-${tenant}`, gatewayKey: `key-of-tenant-${tenant}` });
const operator = (tenant: number): GatewayPerson => ({ orgId: 1, role: 'Admin', login: `admin-${tenant}`, gatewayKey: 'gateway-operator-of-this-test' });

beforeAll(async () => {
  for (let tenant = 0; tenant < tenants; tenant += 1) process.env[`VIGIE_TEST_KEY_${tenant}`] = editor(tenant).gatewayKey;
  stack = await startProvisioner((config) => {
    config.tenants = Array.from({ length: tenants }, (_, tenant) => ({
      id: `t${tenant}`, name: `Tenant ${tenant}`, email: `t${tenant}@vigie.example`, quota: { vms: ordersOfEach },
      grafana: { orgId: 100 + tenant, gatewayKey: { env: `VIGIE_TEST_KEY_${tenant}` } },
    }));
  });
  await simulatorOf(stack.control).control('/fleet', { guests: 0, nodes });
}, 120_000);

afterAll(async () => {
  await stack?.stop();
}, 60_000);

/** A busy daemon may ask to come again: then the same request is sent again, by the same key. */
async function sent(person: GatewayPerson, path: string, body?: unknown) {
  const key = randomUUID();
  return until(`an answer to ${path}`, async () => {
    const answer = await stack.api(person).post(path, body, key);
    return [429, 503].includes(answer.status) ? undefined : answer;
  }, 900);
}

async function order(tenant: number, number: number): Promise<void> {
  const name = `vm-${tenant}-${number}`;
  const created = await sent(editor(tenant), '/orders', { offer: 'standard', name, network: network(number), options: { memory: '2' } });
  expect({ name, status: created.status, body: created.body }).toMatchObject({ status: 201 });
  const approved = await sent(operator(tenant), `/orders/${created.body.id}/approve`);
  // Approved already, by a request whose answer came too late.
  expect({ name, status: [202, 409].includes(approved.status) }).toEqual({ name, status: true });
}

/** All tenants at the same time, each of whom orders one machine after the other. */
const orderAll = () =>
  Promise.all(Array.from({ length: tenants }, async (_, tenant) => {
    for (let number = 0; number < ordersOfEach; number += 1) await order(tenant, number);
  }));

async function pagesOf(path: string): Promise<any[]> {
  const items: any[] = [];
  for (let cursor: string | null = null; ; ) {
    const { body }: any = await stack.api('operator').get(`${path}?limit=100${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...body.items);
    cursor = body.nextCursor ?? null;
    if (cursor === null) return items;
  }
}

const doubled = (values: unknown[]): unknown[] => values.filter((value, index) => values.indexOf(value) !== index);

test(`${tenants * ordersOfEach} orders of ${tenants} tenants at the same time`, async () => {
  const started = performance.now();
  await orderAll();
  const orders = await until('all orders to end', async () => {
    const { status, body } = await stack.api('operator').get('/orders?limit=1&state=deploying');
    return status === 200 && body.items.length === 0 ? pagesOf('/orders') : undefined;
  }, 1_000);
  const seconds = Math.round((performance.now() - started) / 1000);
  const failed = orders.filter(({ state }) => state !== 'done').map(({ name, state, steps }) => ({ name, state, step: steps?.find((one: any) => one.state === 'failed') }));
  expect(failed).toEqual([]);
  expect(orders).toHaveLength(tenants * ordersOfEach);

  const [vms, networks] = [await pagesOf('/vms'), await pagesOf('/networks')];
  expect(vms).toHaveLength(orders.length);
  expect(doubled(vms.map(({ vmid }) => vmid))).toEqual([]);
  expect(doubled(vms.flatMap(({ addresses }) => addresses))).toEqual([]);
  expect(doubled(networks.map(({ cidr }) => cidr))).toEqual([]);
  expect(doubled(networks.map(({ vnet }) => vnet))).toEqual([]);
  expect(networks).toHaveLength(tenants * (1 + ordersOfEach / 2));

  const world = await simulatorOf(stack.control).state();
  const guests = Object.values<any>(world.guests).filter(({ config }) => String(config.description ?? '').includes('vigie:'));
  expect(guests.map(({ vmid }) => vmid).sort()).toEqual(vms.map(({ vmid }) => vmid).sort());
  const cards = guests.map(({ config }) => /virtio=([^,]+),bridge=([^,]+)/.exec(config.net0)?.slice(1) ?? []);
  expect(doubled(cards.map(([mac]) => mac))).toEqual([]);
  expect(doubled(world.sdn.ipam.map(({ ip }: any) => ip))).toEqual([]);
  expect(Object.keys(world.sdn.running.vnets).sort()).toEqual(networks.map(({ vnet }) => vnet).sort());
  expect(world.sdn).toMatchObject({ lock: null, config: world.sdn.running });

  // Each machine is in a network of its tenant, and its address with it.
  const networkOf = new Map(networks.map((one) => [one.vnet, one]));
  for (const [index, guest] of guests.entries()) {
    const [mac = '', vnet = ''] = cards[index] ?? [];
    const { tenant, cidr } = networkOf.get(vnet);
    const address = world.sdn.ipam.find((entry: any) => entry.mac === mac);
    expect({ name: guest.config.name, tenant, prefix: String(address?.ip).replace(/\.\d+$/, '.') })
      .toEqual({ name: expect.stringMatching(new RegExp(`^vm-${tenant.slice(1)}-`)), tenant, prefix: cidr.replace('0/24', '') });
  }

  const applies = (await simulatorOf(stack.control).journal()).filter(({ method, template }) => method === 'PUT' && template === '/cluster/sdn');
  process.stdout.write(`SDN applies: ${applies.length} for ${networks.length} networks; ${orders.length} orders in ${seconds} s\n`);
  expect(applies.length).toBeLessThan(networks.length);
  const metrics = await (await fetch(stack.metrics)).text();
  expect(metrics).toContain(`vigie_sdn_applies_total{cluster="demo",outcome="done"} ${applies.length}\n`);
  expect(metrics).toContain(`vigie_sdn_changes_total{cluster="demo"} ${networks.length}\n`);
}, 1_200_000);
