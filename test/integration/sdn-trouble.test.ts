import { memoryBastion } from '../harness/memory-bastion.ts';
import { startOrderRunner, type OrderRunner } from '../harness/order-runner.ts';

let runner: OrderRunner;

beforeAll(async () => {
  runner = await startOrderRunner({ tenants: 10, callMs: 5_000, bastion: memoryBastion() });
}, 120_000);

afterAll(async () => {
  await runner?.close();
}, 60_000);

async function failedStep(id: string) {
  const step = (await runner.stepsOf(id)).find(({ state }) => state === 'failed');
  return step && { name: step.name, code: step.code, params: step.params };
}

const sdn = async () => (await runner.simulator.state()).sdn;

test('somebody else holds the lock: the order says so, nothing is forced, and a retry delivers it', async () => {
  const token = await runner.call<string>('POST', '/cluster/sdn/lock', {});
  const { id } = await runner.newOrder();
  expect(await runner.deliver(id)).toBe('failed');
  expect(await failedStep(id)).toEqual({ name: 'ensure-vnet', code: 'sdn-locked', params: { cluster: 'demo' } });
  expect((await sdn()).lock).toBe(token);
  await runner.call('DELETE', '/cluster/sdn/lock', {}, { 'lock-token': token });
  expect(await runner.retry(id)).toBe('done');
}, 60_000);

test('changes of somebody else wait: they are neither applied nor taken back', async () => {
  await runner.call('POST', '/cluster/sdn/zones', {}, { zone: 'office', type: 'simple' });
  const { id } = await runner.newOrder();
  expect(await runner.deliver(id)).toBe('failed');
  expect(await failedStep(id)).toEqual({ name: 'ensure-vnet', code: 'sdn-pending-foreign', params: { cluster: 'demo', what: 'office' } });
  const { config, running, lock } = await sdn();
  expect({ lock, written: 'office' in config.zones, running: 'office' in running.zones }).toEqual({ lock: null, written: true, running: false });
  await runner.call('DELETE', '/cluster/sdn/zones/{zone}', { zone: 'office' });
  expect(await runner.retry(id)).toBe('done');
}, 60_000);

test("one node's reload fails: the order names the node, and a retry applies again", async () => {
  const fails = { method: 'PUT', template: '/cluster/sdn', kind: 'task-fails', taskType: 'srvreload', node: 'pve2', exitstatus: 'ifreload failed' };
  await runner.simulator.fault({ ...fails, times: 2 });
  const { id } = await runner.newOrder();
  expect(await runner.deliver(id)).toBe('failed');
  expect(await failedStep(id)).toEqual({ name: 'apply-sdn', code: 'zone-load-failed', params: { node: 'pve2', zone: 'vigie' } });
  expect(await runner.simulator.clearFaults()).toEqual([]);
  expect(await runner.retry(id)).toBe('done');
}, 60_000);

test('the package for DHCP is missing: the order says which node cannot, and a retry after the repair delivers it', async () => {
  await runner.simulator.control('/cluster', { dnsmasq: false });
  const { id } = await runner.newOrder();
  expect(await runner.deliver(id)).toBe('failed');
  expect(await failedStep(id)).toMatchObject({ name: 'apply-sdn', code: 'zone-load-failed' });
  await runner.simulator.control('/cluster', { dnsmasq: true });
  expect(await runner.retry(id)).toBe('done');
}, 60_000);
