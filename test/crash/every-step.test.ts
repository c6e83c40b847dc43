import { orderStepNames } from '@vigie/contract/order-steps';
import { memoryBastion } from '../harness/memory-bastion.ts';
import { startOrderRunner, type OrderRunner } from '../harness/order-runner.ts';
import { tenantObjects, type TenantObjects as InProxmox } from '../harness/tenant-objects.ts';

/** Whatever a call of Proxmox may answer, or not. `done`: what was asked for happened. */
const faults: { name: string; kind: string; [more: string]: unknown }[] = [
  { name: 'refused for good', kind: 'refuse', status: 403, text: 'Permission check failed (/, Sys.Modify)' },
  { name: 'refused by a lock', kind: 'refuse', status: 500, text: "can't lock file '/var/lock/pve-manager/x.lck' - got timeout" },
  { name: '500, not done', kind: 'refuse', status: 500, text: 'got no worker upid - start worker failed' },
  { name: '500, done', kind: 'error-500-but-done' },
  { name: '595', kind: 'refuse', status: 595, text: 'No route to host' },
  { name: '596, not done', kind: 'status-596', acts: false },
  { name: '596, done', kind: 'status-596' },
  { name: 'reset, done', kind: 'reset-after-write' },
  { name: 'no answer, not done', kind: 'hang' },
  { name: 'no answer, done', kind: 'hang', acts: true },
  { name: 'its task fails', kind: 'task-fails', exitstatus: 'command failed: exit code 1' },
];

/** Made once for a cluster by its first order, so that no later order makes this call. */
const oncePerCluster = ['POST /access/roles', 'POST /cluster/sdn/zones'];

/** And how many machines of the tenant the bastion leads to. */
type TenantObjects = InProxmox & { reachable: number };

const bastion = memoryBastion();
let runner: OrderRunner;
let delivered: TenantObjects;
let calls: string[];
let scenarios = 0;

/** Mutating calls since `seq`, each once. */
async function mutations(seq: number): Promise<string[]> {
  const journal = await runner.simulator.journal();
  return [...new Set(journal.filter((entry) => entry.seq > seq && entry.method !== 'GET').map(({ method, template }) => `${method} ${template}`))];
}

const lastSeq = async (): Promise<number> => (await runner.simulator.journal()).at(-1)?.seq ?? 0;

const objectsOf = async (order: { id: string; tenant: string }): Promise<TenantObjects> => ({
  ...tenantObjects(await runner.simulator.state(), order),
  reachable: (await bastion.linesOf(order.tenant)).length,
});

/** What a tenant keeps when its order is gone: who it is, and nothing that costs. */
const nothingLeft = { guests: [], volumes: 0, vnets: { written: 0, running: 0 }, subnets: { written: 0, running: 0 }, addresses: 0, reachable: 0 };

async function inject(call: string, fault: (typeof faults)[number]): Promise<void> {
  const [method = '', template = ''] = call.split(' ');
  await runner.simulator.fault({ ...fault, method, template, times: 1 });
}

/** A fault that nobody met would make its scenario worthless. */
async function expectMet(): Promise<void> {
  expect(await runner.simulator.clearFaults()).toEqual([]);
}

/** The guest of an order as the simulator holds it. */
async function guestOf(id: string): Promise<any> {
  const world = await runner.simulator.state();
  return Object.values<any>(world.guests).find(({ config }) => String(config.description).includes(id));
}

/** Steps that failed, with why: what a person would look at first. */
async function failedSteps(id: string): Promise<unknown[]> {
  const steps = await runner.stepsOf(id);
  return steps.filter(({ state }) => state === 'failed').map(({ name, code, technical }) => ({ name, code, technical }));
}

/** So that the nodes' memory is enough for the next scenarios. */
async function switchOff(id: string): Promise<void> {
  const { node, vmid } = await guestOf(id);
  await runner.call('POST', '/nodes/{node}/qemu/{vmid}/status/stop', { node, vmid });
}

function expectMailsOnce(id: string): void {
  const ours = runner.mails.filter((key) => key.startsWith(id));
  expect(ours.sort()).toEqual(['mail-access', 'mail-network', 'mail-received', 'mail-welcome'].map((name) => `${id}/${name}`));
}

beforeAll(async () => {
  runner = await startOrderRunner({ tenants: 600, callMs: 1000, bastion, packages: { nodeExporter: 'agent', timeoutSeconds: 30 } });
  const first = await runner.newOrder();
  expect(await runner.deliver(first.id)).toBe('done');
  const seq = await lastSeq();
  const order = await runner.newOrder();
  expect(await runner.deliver(order.id)).toBe('done');
  delivered = await objectsOf(order);
  calls = await mutations(seq);
}, 120_000);

afterAll(async () => {
  process.stderr.write(`scenarios of steps run: ${scenarios}\n`);
  await runner?.close();
}, 60_000);

afterEach(() => {
  scenarios += 1;
});

test('an order makes one machine with one address in one network', () => {
  expect(delivered).toMatchObject({
    guests: [{ state: 'running', firewall: { options: { enable: 1, policy_in: 'DROP' }, addresses: 1 } }],
    account: true, group: true, rights: 1, addresses: 1, reachable: 1,
    vnets: { written: 1, running: 1 }, subnets: { written: 1, running: 1 },
  });
  expect(calls.length).toBeGreaterThan(10);
});

test('each step repeated: nothing is doubled', async () => {
  const order = await runner.newOrder();
  for (const step of runner.steps) {
    await runner.runStep(order.id, step);
    await runner.runStep(order.id, step);
  }
  expect(await objectsOf(order)).toEqual(delivered);
  expectMailsOnce(order.id);
});

describe.each(orderStepNames.slice(orderStepNames.indexOf('await-approval')))('cancelled after %s', (step) => {
  test('nothing is left', async () => {
    const order = await runner.newOrder();
    await runner.deliver(order.id, step);
    expect(await runner.cancel(order.id)).toBe('cancelled');
    expect(await objectsOf(order)).toMatchObject(nothingLeft);
  });

  test('undo repeated, and on what was never made', async () => {
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

describe.each(faults)('$name', (fault) => {
  test('on each call of an order: it is delivered, nothing lost or doubled', async () => {
    for (const call of calls.filter((each) => !oncePerCluster.includes(each))) {
      const order = await runner.newOrder();
      await inject(call, fault);
      const state = await runner.deliver(order.id);
      if (state === 'failed') expect({ call, state: await runner.retry(order.id), failed: await failedSteps(order.id) }).toEqual({ call, state: 'done', failed: [] });
      expect({ call, objects: await objectsOf(order) }).toEqual({ call, objects: delivered });
      expectMailsOnce(order.id);
      if (!onlyTasks(fault)) await expectMet();
      await runner.simulator.clearFaults();
      await switchOff(order.id);
      scenarios += 1;
    }
  }, 240_000);

  test('on each call of a cancellation: nothing is left', async () => {
    const seen = new Set<string>();
    for (let call: string | undefined = 'none'; call !== undefined; ) {
      const order = await runner.newOrder();
      await runner.deliver(order.id, 'open-bastion');
      const seq = await lastSeq();
      if (call !== 'none') await inject(call, fault);
      let state = await runner.cancel(order.id);
      if (state === 'failed') state = await runner.cancel(order.id);
      expect({ call, state }).toEqual({ call, state: 'cancelled' });
      expect({ call, objects: await objectsOf(order) }).toMatchObject({ call, objects: nothingLeft });
      await runner.simulator.clearFaults();
      seen.add(call);
      call = (await mutations(seq)).find((each) => !seen.has(each));
      scenarios += 1;
    }
    expect(seen.size).toBeGreaterThan(5);
  }, 240_000);
});

describe('installed from an ISO', () => {
  const isoOrder = () => runner.newOrder({ spec: { template: 'debian-13-iso', install: 'iso', cores: 2, memoryGiB: 4, diskGiB: 20 } });
  let iso: TenantObjects;
  /** What a template's order asks for otherwise, or not at all. */
  const own = ['POST /nodes/{node}/qemu', 'PUT /nodes/{node}/qemu/{vmid}/config'];

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
    expect(await failedSteps(order.id)).toMatchObject([{ name: 'create-vm', code: 'vm-foreign' }]);
    expect(await runner.cancel(order.id)).toBe('cancelled');
    expect((await runner.simulator.state()).guests[vmid].config.name).toBe('stranger');
    await runner.call('DELETE', '/nodes/{node}/qemu/{vmid}', { node: 'pve1', vmid });
  }, 60_000);

  test.each(faults)('$name, on each call that is its own: it is delivered, nothing lost or doubled', async (fault) => {
    for (const call of own) {
      const order = await isoOrder();
      await inject(call, fault);
      const state = await runner.deliver(order.id);
      if (state === 'failed') expect({ call, state: await runner.retry(order.id), failed: await failedSteps(order.id) }).toEqual({ call, state: 'done', failed: [] });
      expect({ call, objects: await objectsOf(order) }).toEqual({ call, objects: iso });
      expectMailsOnce(order.id);
      if (!onlyTasks(fault)) await expectMet();
      await runner.simulator.clearFaults();
      await switchOff(order.id);
      scenarios += 1;
    }
  }, 120_000);
});

/** Not every call starts a task. */
const onlyTasks = ({ kind }: { kind: string }): boolean => kind === 'task-fails';
