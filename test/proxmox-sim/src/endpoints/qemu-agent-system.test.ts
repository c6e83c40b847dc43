import { now } from '../clock.ts';
import type { Delays } from '../delays.ts';
import { changeContents } from '../model/contents.ts';
import { rootCluster } from '../root-cluster.ts';
import type { TestCluster } from '../testing.ts';

const agent = '/nodes/pve1/qemu/100/agent';

async function booted(delays: Partial<Delays> = {}): Promise<TestCluster> {
  const cluster = await rootCluster(delays);
  await cluster.task('POST', '/nodes/pve1/qemu/100/status/start');
  return cluster;
}

test.each([
  ['comes up meanwhile', 1, 200],
  ['does not', 3_600, 500],
])('an agent is asked that %s', async (_which, inSeconds, status) => {
  const { call, sim } = await booted({ agentTimeout: inSeconds === 1 ? 3_000 : 10 });
  Object.assign(sim.world.guests[100]?.running ?? {}, { agentFrom: now() + inSeconds });
  expect((await call('GET', `${agent}/get-host-name`)).status).toBe(status);
});

test('file systems stay frozen until they are thawed', async () => {
  const { call } = await booted();
  const state = async (): Promise<unknown> => (await call('POST', `${agent}/fsfreeze-status`)).data;
  expect((await call('POST', `${agent}/fsfreeze-freeze`)).data).toEqual({ result: 1 });
  expect(await state()).toEqual({ result: 'frozen' });
  expect((await call('POST', `${agent}/fsfreeze-thaw`)).data).toEqual({ result: 1 });
  expect(await state()).toEqual({ result: 'thawed' });
});

test('a guest without chpasswd cannot be given a password', async () => {
  const { call, sim } = await booted();
  const given = { username: 'root', password: 'correct-horse' };
  expect((await call('POST', `${agent}/set-user-password`, given)).status).toBe(200);
  const guest = sim.world.guests[100];
  if (guest !== undefined) changeContents(guest.contents, { commands: { chpasswd: { exitcode: 127 } } });
  expect((await call('POST', `${agent}/set-user-password`, given)).statusText).toContain("failed to exec 'chpasswd'");
  expect(JSON.stringify(sim.world)).not.toContain('correct-horse');
});

test('a shutdown through the agent ends the guest, deaf power button or not', async () => {
  const { call, sim } = await booted();
  Object.assign(sim.world.guests[100]?.contents ?? {}, { acpi: false });
  await call('POST', `${agent}/shutdown`);
  expect(sim.world.guests[100]?.running).toBeNull();
});

test('a console takes the next free port and ends when nobody connects', async () => {
  const { call, sim } = await booted();
  const [one, two] = [await call('POST', '/nodes/pve1/qemu/100/vncproxy', { websocket: 1 }), await call('POST', '/nodes/pve1/qemu/100/termproxy')];
  expect([one.data, two.data]).toMatchObject([{ port: '5900', user: 'root@pam!all' }, { port: '5901' }]);
  await sim.tasks.drain();
  expect(sim.world.tasks[0]).toMatchObject({ type: 'vncproxy', exitstatus: 'connection timed out' });
});
