import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frenchReasons } from '@vigie/contract/reasons/french';
import type { StepReasonCode } from '@vigie/contract/step-reasons';
import { startBastion, type TestBastion } from '../harness/bastion.ts';
import { startProvisioner, type ProvisionerStack } from '../harness/provisioner.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

// One stack for all: what one case leaves behind would make the next one fail.
let home: string;
let bastion: TestBastion;
let stack: ProvisionerStack;
let simulator: ReturnType<typeof simulatorOf>;
/** Another tenant's machine, delivered before anything goes wrong. */
let bystander: { order: any; guest: string };

/** What a node answers that boots: Vigie goes on trying. */
const away = { kind: 'refuse', status: 595, text: 'No route to host', times: 1000 };
const clone = { method: 'POST', template: '/nodes/{node}/qemu/{vmid}/clone' };

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'vigie-clear-ends-'));
  bastion = await startBastion(home);
  stack = await startProvisioner((config) => {
    config.bastion = bastion.config;
    config.provisioner.agentTimeoutSeconds = 3;
    for (const tenant of config.tenants) delete tenant.quota;
  });
  simulator = simulatorOf(stack.control);
  const order = await ended((await approved('acme', 'bystander')).id, 'done');
  bystander = { order, guest: await guestOf('bystander') };
}, 120_000);

afterAll(async () => {
  await stack?.stop();
  await bastion?.stop();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

/** The machine in Proxmox without what lives by itself. */
async function guestOf(name: string): Promise<string> {
  const { guests } = await simulator.state();
  const { config, node } = Object.values<any>(guests).find((guest) => guest.config.name === name);
  return JSON.stringify({ config, node });
}

async function approved(tenant: 'acme' | 'globex', name: string, more: Record<string, unknown> = {}): Promise<{ id: string }> {
  const { status, body } = await stack.api(tenant).post('/orders', { offer: 'standard', name, ...more });
  expect([status, body]).toEqual([201, expect.anything()]);
  expect((await stack.api('operator').post(`/orders/${body.id}/approve`)).status).toBe(202);
  return body;
}

/** The order once it is in that state; a failure that is not meant is told at once. */
function ended(id: string, state: 'done' | 'failed'): Promise<any> {
  return until(`the order to be ${state}`, async () => {
    const { body: order } = await stack.api('operator').get(`/orders/${id}`);
    if (order.state === 'failed' && state === 'done') throw new Error(JSON.stringify(order.steps.filter((step: any) => step.error)));
    return order.state === state ? order : undefined;
  }, 30);
}

/** Every text that is met here tells what to look at, or to retry. */
const whatToDo = { en: /retry|Retry|See its console/, fr: /relancez|Relancez|Regardez la console/ };

/** It failed, at this step and for this reason, which says in both languages what to do. */
async function failedClearly(id: string, step: string, code: StepReasonCode): Promise<void> {
  const order = await ended(id, 'failed');
  expect(order.steps.filter(({ state }: any) => !['done', 'skipped', 'pending'].includes(state)).map((at: any) => [at.name, at.state, at.error.code]))
    .toEqual([[step, 'failed', code]]);
  const { error } = order.steps.find(({ name }: any) => name === step);
  expect(error.message).toMatch(whatToDo.en);
  expect(error.message).not.toContain('{{');
  expect(frenchReasons[code]).toMatch(whatToDo.fr);
}

/** The cause is gone: a retry delivers it, and Proxmox has it once. */
async function retried({ id }: { id: string }, name: string): Promise<void> {
  await simulator.clearFaults();
  expect((await stack.api('operator').post(`/orders/${id}/retry`)).status).toBe(202);
  await ended(id, 'done');
  const { guests } = await simulator.state();
  expect(Object.values<any>(guests).filter(({ config }) => config.description?.includes(id) || config.name === name)).toHaveLength(1);
}

afterEach(async () => {
  expect(await guestOf('bystander')).toBe(bystander.guest);
  const { body } = await stack.api('acme').get(`/orders/${bystander.order.id}`);
  expect(body.steps.map(({ name, state }: any) => [name, state])).toEqual(bystander.order.steps.map(({ name, state }: any) => [name, state]));
  expect(bastion.linesOf('acme')).toEqual([expect.stringContaining(bystander.order.id)]);
});

const retrying = (id: string, step: string) =>
  until(`${step} to be tried again`, async () => {
    const { body } = await stack.api('operator').get(`/orders/${id}`);
    return body.steps.some((at: any) => at.name === step && at.error) || undefined;
  });

/** Somebody restores something by hand. */
async function asTask(template: string, path: { node: string; vmid: number }, params: Record<string, unknown>): Promise<void> {
  const upid = await stack.call<string>('POST', template, path, params);
  await until(`${template} to end`, async () => {
    const { status } = await stack.call<{ status: string }>('GET', '/nodes/{node}/tasks/{upid}/status', { node: path.node, upid });
    return status === 'stopped' || undefined;
  });
}

test("a tenant's pool that was deleted in Proxmox", async () => {
  await simulator.fault({ ...away, method: 'POST', template: '/cluster/sdn/zones' });
  await simulator.fault({ ...away, method: 'POST', template: '/cluster/sdn/vnets' });
  const order = await approved('globex', 'pool-gone');
  await retrying(order.id, 'ensure-vnet');
  await stack.call('DELETE', '/pools/{poolid}', { poolid: 'globex' });
  await simulator.clearFaults();
  await failedClearly(order.id, 'clone-template', 'pool-missing');
  await retried(order, 'pool-gone');
}, 60_000);

test('a tenant that is no longer in vigie.yaml', async () => {
  await simulator.fault({ ...away, ...clone });
  const order = await approved('globex', 'tenant-gone');
  await retrying(order.id, 'clone-template');
  let globex: unknown;
  await stack.reconfigure((config) => {
    globex = config.tenants.pop();
  });
  await failedClearly(order.id, 'clone-template', 'tenant-unconfigured');
  await stack.reconfigure((config) => config.tenants.push(globex));
  await retried(order, 'tenant-gone');
}, 60_000);

test('a template that vanished', async () => {
  await simulator.control('/guests/9000', { node: null });
  const order = await approved('globex', 'no-template');
  await failedClearly(order.id, 'clone-template', 'template-missing');
  await asTask('/nodes/{node}/qemu/{vmid}/clone', { node: 'pve1', vmid: 9001 }, { newid: 9000, name: 'debian-13', full: 1 });
  await asTask('/nodes/{node}/qemu/{vmid}/template', { node: 'pve1', vmid: 9000 }, {});
  await retried(order, 'no-template');
}, 60_000);

test('a storage that is full', async () => {
  await simulator.control('/storages/ceph-vm', { full: true });
  const order = await approved('globex', 'no-room');
  await failedClearly(order.id, 'clone-template', 'storage-full');
  await simulator.control('/storages/ceph-vm', { full: false });
  await retried(order, 'no-room');
}, 60_000);

test('a reload of the network that fails on one node', async () => {
  await simulator.fault({ method: 'PUT', template: '/cluster/sdn', kind: 'task-fails', taskType: 'srvreload', node: 'pve2', exitstatus: 'ifreload failed', times: 1000 });
  const order = await approved('globex', 'no-network', { network: 'new' });
  await failedClearly(order.id, 'apply-sdn', 'zone-load-failed');
  await retried(order, 'no-network');
}, 90_000);

test('a guest agent that never answers', async () => {
  await simulator.control('/guests/9000', { agent: false });
  const order = await approved('globex', 'no-agent');
  await failedClearly(order.id, 'confirm-agent', 'agent-silent');
  await simulator.control('/guests/9000', { agent: true });
  const { guests } = await simulator.state();
  const [vmid] = Object.entries<any>(guests).find(([, { config }]) => config.name === 'no-agent')!;
  await simulator.control(`/guests/${vmid}`, { agent: true });
  await retried(order, 'no-agent');
}, 60_000);

test('a bastion that refuses', async () => {
  const authorized = join(home, 'bastion-authorized-keys');
  const kept = readFileSync(authorized, 'utf8');
  writeFileSync(authorized, '');
  const order = await approved('globex', 'no-bastion', { network: 'default' });
  await failedClearly(order.id, 'open-bastion', 'bastion-login-refused');
  writeFileSync(authorized, kept);
  await retried(order, 'no-bastion');
}, 60_000);
