import { hashSecret } from '../http/authenticate.ts';
import { testCluster } from '../testing.ts';
import type { TestCluster } from '../testing.ts';

const path = '/nodes/pve1/qemu/100/migrate';

async function cluster(): Promise<TestCluster & { root: TestCluster['call'] }> {
  const made = testCluster();
  await made.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, name: 'web', full: 1 });
  Object.assign(made.sim.world.users['root@pam']?.tokens ?? {}, { all: { privsep: 0, expire: 0, secretHash: hashSecret('s') } });
  return { ...made, root: made.as('root@pam!all', 's') };
}

test('a running guest moves only when told that it runs', async () => {
  const { root, task, sim } = await cluster();
  await task('POST', '/nodes/pve1/qemu/100/status/start');
  expect((await root('POST', path, { target: 'pve2' })).status).toBe(500);
  const upid = String((await root('POST', path, { target: 'pve2', online: 1 })).data);
  await sim.tasks.ended(upid);
  expect(sim.world.guests[100]).toMatchObject({ node: 'pve2', running: { config: { name: 'web' } } });
});

test('a target that is off shows in the task, and the guest stays', async () => {
  const { root, sim } = await cluster();
  Object.assign(sim.world.nodes['pve2'] ?? {}, { online: false });
  const upid = String((await root('POST', path, { target: 'pve2' })).data);
  await sim.tasks.ended(upid);
  expect(sim.world.tasks.find((task) => task.upid === upid)?.exitstatus).toBe('migration aborted');
  expect(sim.world.guests[100]?.node).toBe('pve1');
});
