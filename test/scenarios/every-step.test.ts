import { orderStepNames } from '@vigie/contract/order-steps';
import { memoryBastion } from '../harness/memory-bastion.ts';
import { startOrderRunner, type OrderRunner } from '../harness/order-runner.ts';
import { tally } from '../harness/scenario-tally.ts';
import { tenantObjects, type TenantObjects as InProxmox } from '../harness/tenant-objects.ts';

/** And how many machines of the tenant the bastion leads to. */
type TenantObjects = InProxmox & { reachable: number };

const bastion = memoryBastion();
let runner: OrderRunner;
let delivered: TenantObjects;
const counts = tally();

const objectsOf = async (order: { id: string; tenant: string }): Promise<TenantObjects> => ({
  ...tenantObjects(await runner.simulator.state(), order),
  reachable: (await bastion.linesOf(order.tenant)).length,
});

/** What a tenant keeps when its order is gone: who it is, and nothing that costs. */
const nothingLeft = { guests: [], volumes: 0, vnets: { written: 0, running: 0 }, subnets: { written: 0, running: 0 }, addresses: 0, reachable: 0 };

/** The guest of an order as the simulator holds it. */
async function guestOf(id: string): Promise<any> {
  const world = await runner.simulator.state();
  return Object.values<any>(world.guests).find(({ config }) => String(config.description).includes(id));
}

function expectMailsOnce(id: string): void {
  const ours = runner.mails.filter((key) => key.startsWith(id));
  expect(ours.sort()).toEqual(['mail-access', 'mail-network', 'mail-received', 'mail-welcome'].map((name) => `${id}/${name}`));
}

beforeAll(async () => {
  runner = await startOrderRunner({ tenants: 120, callMs: 1000, bastion, packages: { nodeExporter: 'agent', timeoutSeconds: 30 } });
  const first = await runner.newOrder();
  expect(await runner.deliver(first.id)).toBe('done');
  const order = await runner.newOrder();
  expect(await runner.deliver(order.id)).toBe('done');
  delivered = await objectsOf(order);
}, 120_000);

afterAll(async () => {
  counts.print();
  await runner?.close();
}, 60_000);

test('an order makes one machine with one address in one network', () => {
  expect(delivered).toMatchObject({
    guests: [{ state: 'running', firewall: { options: { enable: 1, policy_in: 'DROP' }, addresses: 1 } }],
    account: true, group: true, rights: 1, addresses: 1, reachable: 1,
    vnets: { written: 1, running: 1 }, subnets: { written: 1, running: 1 },
  });
});

test('each step repeated: nothing is doubled', async () => {
  const order = await runner.newOrder();
  counts.add('order, by steps', 'each step repeated', runner.steps.length);
  for (const step of runner.steps) {
    await runner.runStep(order.id, step);
    await runner.runStep(order.id, step);
  }
  expect(await objectsOf(order)).toEqual(delivered);
  expectMailsOnce(order.id);
});

describe.each(orderStepNames.slice(orderStepNames.indexOf('await-approval')))('cancelled after %s', (step) => {
  test('nothing is left', async () => {
    counts.add('order, by steps', 'cancelled after a step');
    const order = await runner.newOrder();
    await runner.deliver(order.id, step);
    expect(await runner.cancel(order.id)).toBe('cancelled');
    expect(await objectsOf(order)).toMatchObject(nothingLeft);
  });

  test('undo repeated, and on what was never made', async () => {
    counts.add('order, by steps', 'undo repeated');
    const order = await runner.newOrder();
    await runner.deliver(order.id, step);
    for (const name of [...runner.steps].reverse()) {
      await runner.undoStep(order.id, name);
      await runner.undoStep(order.id, name);
    }
    expect(await objectsOf(order)).toMatchObject(nothingLeft);
  });
});

test('a network that another machine uses stays', async () => {
  const [first, second] = await runner.newOrdersOfOne();
  expect(await runner.deliver(first.id)).toBe('done');
  await runner.deliver(second.id, 'start-vm');
  expect(await runner.cancel(second.id)).toBe('cancelled');
  expect(await objectsOf(first)).toEqual(delivered);
});

test('a stranger with our VMID is left alone', async () => {
  const order = await runner.newOrder();
  await runner.deliver(order.id, 'start-vm');
  const { node, vmid } = await guestOf(order.id);
  await runner.call('PUT', '/nodes/{node}/qemu/{vmid}/config', { node, vmid }, { description: 'mine now' });
  expect(await runner.cancel(order.id)).toBe('cancelled');
  expect((await runner.simulator.state()).guests[vmid].running).toBeTruthy();
  const noted = (await runner.stepsOf(order.id)).filter(({ state, code }) => state === 'undone' && code === 'vm-left').map(({ name }) => name);
  expect(noted).toEqual(['clone-template', 'start-vm']);
});

describe('installed from an ISO', () => {
  const isoOrder = () => runner.newOrder({ spec: { template: 'debian-13-iso', install: 'iso' } });
  let iso: TenantObjects;

  beforeAll(async () => {
    const order = await isoOrder();
    expect(await runner.deliver(order.id)).toBe('done');
    iso = await objectsOf(order);
  }, 120_000);

  test('it is what a template makes, but nobody can log in, and nothing is cloned', () => {
    const [guest] = iso.guests;
    expect(iso).toMatchObject({ ...delivered, guests: [{ state: 'running', firewall: delivered.guests[0]!.firewall }], volumes: 1, reachable: 0 });
    expect(guest!.config).toEqual(expect.arrayContaining(['scsi0', 'ide2', 'net0', 'tags', 'onboot']));
    expect(guest!.config.filter((key) => /^(ci|sshkeys|ipconfig)/.test(key))).toEqual([]);
  });

  test('each step repeated: nothing is doubled', async () => {
    const order = await isoOrder();
    counts.add('order from an ISO, by steps', 'each step repeated', runner.steps.length);
    for (const step of runner.steps) {
      await runner.runStep(order.id, step);
      await runner.runStep(order.id, step);
    }
    expect(await objectsOf(order)).toEqual(iso);
    expectMailsOnce(order.id);
  }, 60_000);

  test.each(['place-vm', 'create-vm', 'register-address', 'configure-vm', 'start-vm', 'publish-target'] as const)(
    'cancelled after %s, and each undo repeated: nothing is left',
    async (step) => {
      counts.add('order from an ISO, by steps', 'cancelled after a step');
      const order = await isoOrder();
      await runner.deliver(order.id, step);
      expect(await runner.cancel(order.id)).toBe('cancelled');
      expect(await objectsOf(order)).toMatchObject(nothingLeft);
      for (const name of [...runner.steps].reverse()) await runner.undoStep(order.id, name);
      expect(await objectsOf(order)).toMatchObject(nothingLeft);
    },
    60_000,
  );

  test("a stranger's machine on the VMID is never taken for the order's, nor destroyed", async () => {
    const order = await isoOrder();
    await runner.deliver(order.id, 'place-vm');
    const vmid = await runner.vmidOf(order.id);
    await runner.call('POST', '/nodes/{node}/qemu', { node: 'pve1' }, { vmid, name: 'stranger', scsi0: 'ceph-vm:1' });
    expect(await runner.deliver(order.id)).toBe('failed');
    const failed = (await runner.stepsOf(order.id)).filter(({ state }) => state === 'failed');
    expect(failed).toMatchObject([{ name: 'create-vm', code: 'vm-foreign' }]);
    expect(await runner.cancel(order.id)).toBe('cancelled');
    expect((await runner.simulator.state()).guests[vmid].config.name).toBe('stranger');
    await runner.call('DELETE', '/nodes/{node}/qemu/{vmid}', { node: 'pve1', vmid });
  }, 60_000);
});
