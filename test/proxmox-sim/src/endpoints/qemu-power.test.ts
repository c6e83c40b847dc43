import { changeContents } from '../model/contents.ts';
import { rootCluster } from '../root-cluster.ts';
import type { TestCluster } from '../testing.ts';

const status = '/nodes/pve1/qemu/100/status';

async function running(contents: Record<string, unknown> = {}, delays = {}): Promise<TestCluster> {
  const cluster = await rootCluster(delays);
  await cluster.task('POST', `${status}/start`);
  const guest = cluster.sim.world.guests[100];
  if (guest !== undefined) changeContents(guest.contents, contents);
  return cluster;
}

test('a guest whose agent is silent and whose power button does nothing runs on', async () => {
  const { task, sim } = await running({ agent: false, acpi: false });
  const ended = await task('POST', `${status}/shutdown`, { timeout: 3 });
  expect(ended.exitstatus).toBe('VM quit/powerdown failed - got timeout');
  expect(ended.log[0]).toContain("qga command 'guest-ping' failed");
  expect(sim.world.guests[100]?.running).not.toBeNull();
});

test('forceStop ends it all the same', async () => {
  const { task, sim } = await running({ agent: false, acpi: false });
  expect((await task('POST', `${status}/shutdown`, { timeout: 3, forceStop: 1 })).exitstatus).toBe('OK');
  expect(sim.world.guests[100]?.running).toBeNull();
});

test.each([{ agent: false }, { acpi: false }])('%j alone does not keep it from shutting down', async (contents) => {
  const { task, sim } = await running(contents);
  expect((await task('POST', `${status}/shutdown`)).exitstatus).toBe('OK');
  expect(sim.world.guests[100]?.running).toBeNull();
});

test('a stop that overrules a waiting shutdown ends the guest and the shutdown', async () => {
  const { call, task, sim } = await running({ agent: false, acpi: false }, { second: 1000 });
  const waiting = String((await call('POST', `${status}/shutdown`, { timeout: 20 })).data);
  const stop = await task('POST', `${status}/stop`, { 'overrule-shutdown': 1 });
  expect([stop.exitstatus, stop.log[0]]).toEqual(['OK', `overruled qmshutdown tasks: ${waiting}`]);
  expect(sim.world.guests[100]?.running).toBeNull();
  expect(sim.world.tasks.find(({ upid }) => upid === waiting)?.exitstatus).toBe('interrupted by signal');
});

test('a paused guest counts as running, answers nothing, and goes on after a resume', async () => {
  const { call, task } = await running();
  expect((await task('POST', `${status}/suspend`)).type).toBe('qmpause');
  expect((await call('GET', `${status}/current`)).data).toMatchObject({ status: 'running', qmpstatus: 'paused' });
  expect((await call('POST', '/nodes/pve1/qemu/100/agent/ping')).statusText).toBe('QEMU guest agent is not running');
  expect((await task('POST', `${status}/resume`)).type).toBe('qmresume');
  expect((await call('POST', '/nodes/pve1/qemu/100/agent/ping')).status).toBe(200);
});

test('what does not run cannot be suspended', async () => {
  const { call } = await rootCluster();
  expect((await call('POST', `${status}/suspend`)).statusText).toBe('VM 100 not running');
});

test('a node without KVM starts only a guest that does not want it', async () => {
  const { call, task, sim } = await rootCluster();
  Object.assign(sim.world.nodes['pve1'] ?? {}, { kvm: false });
  expect((await task('POST', `${status}/start`)).exitstatus).toContain('KVM virtualisation configured, but not available');
  await call('PUT', '/nodes/pve1/qemu/100/config', { kvm: 0 });
  expect((await task('POST', `${status}/start`)).exitstatus).toBe('OK');
});
