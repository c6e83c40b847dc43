import { readFileSync } from 'node:fs';
import { driftKind, type DriftItem, type DriftReport } from '@vigie/contract/drift';
import { createPveClient, type PveClient } from '@vigie/proxmox/client';
import { waitForTask } from '@vigie/proxmox/tasks';
import { startGate, type Gate } from '../harness/gate.ts';
import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

let stack: ProvisionerStack;
let gate: Gate;
let simulatorPort: number;
/** Somebody else than Vigie, who works in Proxmox by hand. */
let pve: PveClient;

const simulator = () => simulatorOf(stack.control);
let asked = 0;
/** Another one each time: a person may ask 600 times a minute, and who waits here asks more often. */
const anyAdmin = () =>
  stack.api({ orgId: 1, role: 'Admin', login: `admin-${(asked += 1) % 20}`, gatewayKey: 'gateway-operator-of-this-test' });
const report = async (): Promise<DriftReport> => (await anyAdmin().get('/drift')).body;
const vmOf = async (name: string): Promise<any> => (await anyAdmin().get('/vms')).body.items.find((vm: any) => vm.name === name);
const config = '/nodes/{node}/qemu/{vmid}/config';

const found = (kind: DriftItem['kind'], object: string): Promise<DriftItem> =>
  until(`${kind} of ${object}`, async () => (await report()).items.find((item) => item.kind === kind && item.object === object));
const none = () => until('a report without items', async () => ((await report()).items.length === 0 ? true : undefined));

async function task(method: 'POST' | 'PUT', template: string, path: Record<string, string | number>, params: Record<string, unknown> = {}): Promise<void> {
  await waitForTask(pve, await pve.call<string>(method, template, path, params), { deadlineMs: 30_000 });
}

async function deliver(who: 'acme' | 'globex', name: string): Promise<void> {
  const order = await stack.api(who).post('/orders', { offer: 'standard', name });
  expect(order.status).toBe(201);
  expect((await stack.api('operator').post(`/orders/${order.body.id}/approve`)).status).toBe(202);
  await until(`${name} to be delivered`, async () => ((await anyAdmin().get(`/orders/${order.body.id}`)).body.state === 'done' ? true : undefined), 120);
}

/** The next look that begins from now on. */
async function nextLook(): Promise<void> {
  const since = Date.now();
  await until('a look', async () => {
    const { clusters } = await report();
    // The one after next: a look that is under way began before.
    return clusters.every(({ checkedAt }) => checkedAt !== null && Date.parse(checkedAt) > since + 2_500) ? true : undefined;
  });
}

beforeAll(async () => {
  gate = await startGate();
  let settings: any;
  stack = await startProvisioner((all) => {
    [settings] = all.clusters;
    simulatorPort = Number(new URL(settings.endpoints[0].url).port);
    pve = createPveClient({
      cluster: 'demo', endpoints: settings.endpoints, token: { id: settings.token.id, secret: readFileSync(settings.token.secret.file, 'utf8').trim() },
    });
    settings.endpoints = [{ ...settings.endpoints[0], url: `https://127.0.0.1:${gate.port}` }];
    all.provisioner.sync = { intervalSeconds: 1 };
    all.provisioner.drift = { intervalSeconds: 1, roundMinutes: 1 };
    gate.open(simulatorPort);
  });
  await deliver('acme', 'web-01');
  await deliver('acme', 'web-02');
  await deliver('globex', 'app-01');
}, 400_000);

afterAll(async () => {
  await pve?.close();
  await stack?.stop();
  await gate?.close();
}, 60_000);

test('what Vigie has made itself is no difference', async () => {
  // All machines have had their turn: each has its firewall read.
  const read = async () => {
    const journal = await simulator().journal();
    return ['web-01', 'web-02', 'app-01'].length <= new Set(journal.filter(({ template, method }) => method === 'GET' && template?.endsWith('/firewall/ipset')).map(({ path }) => path)).size;
  };
  await until('every machine to be read', async () => ((await read()) ? true : undefined));
  await nextLook();
  expect(await report()).toEqual({ clusters: [{ cluster: 'demo', checkedAt: expect.any(String), readable: true }], items: [] });
});

test('the report is the operator\'s', async () => {
  expect((await stack.api('acme').get('/drift')).status).toBe(403);
  expect((await stack.api('globex').get('/drift')).status).toBe(403);
  expect((await stack.api('operator').get('/drift')).status).toBe(200);
});

/** What is done by hand, what the report says of it, and how it is taken back. */
interface Planted {
  plant(): Promise<void>;
  object: string;
  item: object;
  mend(): Promise<void>;
}

const at = async (name: string) => {
  const { vmid } = await vmOf(name);
  const { node } = (await simulator().state()).guests[vmid];
  return { node: node as string, vmid: vmid as number };
};
const change = async (name: string, params: Record<string, unknown>) => {
  await pve.call('PUT', config, await at(name), params);
};
const vnets = async () => Object.entries((await simulator().state()).sdn.running.vnets as Record<string, { zone: string; alias: string }>);
const acmeVnet = async () => (await vnets()).find(([, { alias }]) => alias.includes('acme'))!;
const clone = (newid: number, more: Record<string, unknown>) => task('POST', '/nodes/{node}/qemu/{vmid}/clone', { node: 'pve1', vmid: 9000 }, { newid, full: 1, ...more });
const destroy = async (vmid: number) => {
  const { node } = (await simulator().state()).guests[vmid];
  const upid = await pve.call<string>('DELETE', '/nodes/{node}/qemu/{vmid}', { node, vmid });
  await waitForTask(pve, upid, { deadlineMs: 30_000 });
};
let kept = '';

/** Values in these words. */
const says = (...messages: unknown[]) => messages.map((message) => expect.objectContaining({ message }));

const planted: Record<string, Planted & { kind: DriftItem['kind'] }> = {
  'a guest of somebody else among our VMIDs': {
    kind: 'vm-unknown', object: 'stranger', item: { tenant: null, vmid: 20_500, expected: [] },
    plant: () => clone(20_500, { name: 'stranger' }), mend: () => destroy(20_500),
  },
  'a guest of somebody else in a tenant\'s pool': {
    kind: 'vm-unknown', object: 'guest', item: { tenant: 'globex', vmid: 500 },
    plant: () => clone(500, { name: 'guest', pool: 'globex' }), mend: () => destroy(500),
  },
  'a machine with another name': {
    kind: 'vm-renamed', object: 'web-01', item: { tenant: 'acme', expected: says('web-01'), seen: says('www') },
    plant: () => change('web-01', { name: 'www' }), mend: () => change('web-01', { name: 'web-01' }),
  },
  'a machine of another size': {
    kind: 'vm-resized', object: 'app-01', item: { tenant: 'globex', expected: says('2 vCPU', '4 GiB of memory'), seen: says('1 vCPU', '2 GiB of memory') },
    async plant() {
      await task('POST', '/nodes/{node}/qemu/{vmid}/status/stop', await at('app-01'));
      await change('app-01', { cores: 1, memory: 2048 });
    },
    mend: () => change('app-01', { cores: 2, memory: 4096 }),
  },
  'a machine that left its pool': {
    kind: 'vm-out-of-pool', object: 'web-01', item: { expected: says('acme'), seen: [] },
    async plant() {
      await pve.call('PUT', '/pools', {}, { poolid: 'acme', vms: String((await at('web-01')).vmid), delete: 1 });
    },
    async mend() {
      await pve.call('PUT', '/pools', {}, { poolid: 'acme', vms: String((await at('web-01')).vmid) });
    },
  },
  'a machine that moved away from its network': {
    kind: 'vm-moved', object: 'web-02', item: { tenant: 'acme' },
    plant: () => migrate('web-02'), mend: () => migrate('web-02'),
  },
  'a machine without the mark of its order': {
    kind: 'vm-foreign', object: 'web-02', item: { expected: says(expect.stringMatching(/ord_/)), seen: says('no mark, or that of another order') },
    async plant() {
      kept = (await pve.call<{ description: string }>('GET', config, await at('web-02'))).description;
      await change('web-02', { description: 'mine' });
    },
    mend: () => change('web-02', { description: kept }),
  },
  'a machine whose firewall is off': {
    kind: 'vm-unprotected', object: 'web-01', item: { expected: says('enable=1'), seen: says('enable=0') },
    async plant() {
      await pve.call('PUT', '/nodes/{node}/qemu/{vmid}/firewall/options', await at('web-01'), { enable: 0 });
    },
    async mend() {
      await pve.call('PUT', '/nodes/{node}/qemu/{vmid}/firewall/options', await at('web-01'), { enable: 1 });
    },
  },
  'a rule that is off': {
    kind: 'vm-unprotected', object: 'web-01', item: { expected: says('the rule “vigie: from its own network”') },
    async plant() {
      await pve.call('PUT', '/nodes/{node}/qemu/{vmid}/firewall/rules/{pos}', { ...(await at('web-01')), pos: 0 }, { enable: 0 });
    },
    async mend() {
      await pve.call('PUT', '/nodes/{node}/qemu/{vmid}/firewall/rules/{pos}', { ...(await at('web-01')), pos: 0 }, { enable: 1 });
    },
  },
  'a VNet of somebody else in our zone': {
    kind: 'network-unknown', object: 'extra', item: { tenant: null, expected: [] },
    async plant() {
      await pve.call('POST', '/cluster/sdn/vnets', {}, { vnet: 'extra', zone: 'vigie' });
    },
    async mend() {
      await pve.call('DELETE', '/cluster/sdn/vnets/{vnet}', { vnet: 'extra' });
    },
  },
  'a tenant\'s pool that is not Vigie\'s': {
    kind: 'pool-missing', object: 'globex', item: { tenant: 'globex', expected: says('the comment “vigie tenant globex”'), seen: says('the comment “mine”') },
    async plant() {
      await pve.call('PUT', '/pools', {}, { poolid: 'globex', comment: 'mine' });
    },
    async mend() {
      await pve.call('PUT', '/pools', {}, { poolid: 'globex', comment: 'vigie tenant globex' });
    },
  },
};

async function migrate(name: string): Promise<void> {
  const { node, vmid } = await at(name);
  await task('POST', '/nodes/{node}/qemu/{vmid}/migrate', { node, vmid }, { target: node === 'pve1' ? 'pve2' : 'pve1', online: 1 });
}

const mutatingSince = async (seq: number) => (await simulator().journal()).filter((entry) => entry.seq > seq && entry.method !== 'GET');
const lastSeq = async () => (await simulator().journal()).at(-1)?.seq ?? 0;

test.each(Object.entries(planted))('%s is told until it is mended, and left as it is', async (_name, { kind, object, item, plant, mend }) => {
  await none();
  await plant();
  const since = await lastSeq();
  const first = await found(kind, object);
  expect(first).toMatchObject(item);
  await nextLook();
  // The first sight stays, nothing else is told, and Proxmox was only read.
  expect((await report()).items).toEqual([first]);
  expect(await mutatingSince(since)).toEqual([]);
  const { body: metrics } = await stack.api('operator').get('/../../metrics');
  expect(metrics).toContain(`vigie_drift_items{cluster="demo",kind="${kind}"} 1`);
  await mend();
  const mended = await lastSeq();
  await none();
  expect(await mutatingSince(mended)).toEqual([]);
}, 120_000);

test('a network that is another one than Vigie made is missing', async () => {
  const [vnet, { alias }] = await acmeVnet();
  const rename = async (text: string) => {
    await pve.call('PUT', '/cluster/sdn/vnets/{vnet}', { vnet }, { alias: text });
    await task('PUT', '/cluster/sdn', {});
  };
  await rename('mine');
  const items = await until('the network', async () => (({ items: all }) => (all.length > 0 ? all : undefined))(await report()));
  expect(items).toEqual([expect.objectContaining({ kind: 'network-missing', tenant: 'acme', seen: says('mine, in the zone vigie') })]);
  await rename(alias);
  await none();
}, 60_000);

test('every kind that can be mended by hand was planted', () => {
  const tried = [...Object.values(planted).map(({ kind }) => kind), 'network-missing', 'vm-missing'];
  expect([...new Set(tried)].sort()).toEqual([...driftKind.options].sort());
});

test('a machine that moves with nobody of its network behind is followed, not told', async () => {
  const before = await at('app-01');
  await task('POST', '/nodes/{node}/qemu/{vmid}/status/start', before);
  await migrate('app-01');
  const after = await at('app-01');
  expect(after.node).not.toBe(before.node);
  expect((await stack.api('globex').post('/vms/sync')).body).toEqual({
    clusters: [{ cluster: 'demo', seenAt: expect.any(String), vms: 1, unknown: 0 }],
  });
  await nextLook();
  expect((await report()).items).toEqual([]);
  gate.shut();
  // What Proxmox says of it cannot be read: this is our own row.
  await until('the state to be unknown', async () => ((await vmOf('app-01')).state === 'unknown' ? true : undefined));
  expect(await vmOf('app-01')).toMatchObject({ node: after.node });
  gate.open(simulatorPort);
  await until('Proxmox to be back', async () => ((await vmOf('app-01')).state === 'running' ? true : undefined));
}, 60_000);

describe('while Proxmox is away', () => {
  let seenAt: number;
  let items: DriftItem[];

  beforeAll(async () => {
    await change('web-01', { name: 'www' });
    await found('vm-renamed', 'web-01');
    ({ items } = await report());
    await until('web-01 to run', async () => ((await vmOf('web-01')).state === 'running' ? true : undefined));
    gate.shut();
    seenAt = Date.now();
  }, 60_000);

  test('machines are unknown, with the time when their state was last known, also after a restart', async () => {
    const away = await until('the state to be unknown', async () => (({ state, ...vm }) => (state === 'unknown' ? vm : undefined))(await vmOf('web-01')));
    expect(Date.parse(away.stateSeenAt)).toBeLessThanOrEqual(seenAt);
    expect(Date.parse(away.stateSeenAt)).toBeGreaterThan(seenAt - 30_000);
    await stack.killProvisioner();
    expect(await vmOf('web-01')).toMatchObject({ state: 'unknown', stateSeenAt: away.stateSeenAt });
    expect((await stack.api('acme').post('/vms/sync')).body).toEqual({ clusters: [{ cluster: 'demo', seenAt: null, vms: 2, unknown: 2 }] });
  }, 60_000);

  test('the report says so, and keeps what was found', async () => {
    const { clusters } = await until('the cluster to be unreadable', async () => (({ clusters: all, ...rest }) => (all[0]?.readable === false ? { clusters: all, ...rest } : undefined))(await report()));
    expect(Date.parse(clusters[0]?.checkedAt ?? '')).toBeLessThanOrEqual(Date.now());
    expect((await report()).items).toEqual(items);
  }, 60_000);

  test('and all of it is known again when it is back', async () => {
    gate.open(simulatorPort);
    await until('the state', async () => ((await vmOf('web-01')).state === 'running' ? true : undefined));
    await change('web-01', { name: 'web-01' });
    await none();
    expect((await report()).clusters).toEqual([expect.objectContaining({ readable: true })]);
  }, 60_000);
});

test('a reading on demand is of now, not of a moment ago', async () => {
  expect(await vmOf('app-01')).toMatchObject({ state: 'running' });
  await task('POST', '/nodes/{node}/qemu/{vmid}/status/stop', await at('app-01'));
  expect((await stack.api('globex').post('/vms/sync')).status).toBe(200);
  expect(await vmOf('app-01')).toMatchObject({ state: 'stopped' });
});

test('a machine that is gone is missing', async () => {
  const { vmid } = await at('app-01');
  await simulator().control(`/guests/${vmid}`, { node: null });
  const since = await lastSeq();
  expect(await found('vm-missing', 'app-01')).toMatchObject({ tenant: 'globex', vmid, seen: [] });
  expect((await stack.api('globex').post('/vms/sync')).body.clusters).toEqual([expect.objectContaining({ vms: 1, unknown: 1 })]);
  expect(await mutatingSince(since)).toEqual([]);
}, 60_000);
