import { hashSecret } from '../http/authenticate.ts';
import { testCluster } from '../testing.ts';

async function managed(): Promise<ReturnType<typeof testCluster> & { root: ReturnType<typeof testCluster>['call'] }> {
  const made = testCluster();
  await made.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, name: 'web', full: 1 });
  Object.assign(made.sim.world.users['root@pam']?.tokens ?? {}, { all: { privsep: 0, expire: 0, secretHash: hashSecret('s') } });
  const root = made.as('root@pam!all', 's');
  expect((await root('POST', '/cluster/ha/resources', { sid: 'vm:100', state: 'stopped' })).status).toBe(200);
  return { ...made, root };
}

test('an unknown guest cannot be managed, and a known one only once', async () => {
  const { root } = await managed();
  expect((await root('POST', '/cluster/ha/resources', { sid: 'vm:999' })).statusText).toContain('does not exist');
  expect((await root('POST', '/cluster/ha/resources', { sid: '100' })).statusText).toContain("'vm:100' already defined");
});

test('the start of a managed guest is asked of the manager, which starts it', async () => {
  const { task, sim, root } = await managed();
  const { type } = await task('POST', '/nodes/pve1/qemu/100/status/start');
  expect(type).toBe('hastart');
  await sim.tasks.drain();
  expect(sim.world.guests[100]?.running).not.toBeNull();
  const { data } = await root('GET', '/nodes/pve1/qemu/100/status/current');
  expect(data).toMatchObject({ ha: { managed: 1, state: 'started' } });
});

test('where no manager has run a resource stays queued', async () => {
  const { sim, root } = await managed();
  sim.world.ha.manager = null;
  const rows = (await root('GET', '/cluster/ha/status/current')).data as { type: string; state?: string }[];
  expect(rows.map(({ type, state }) => [type, state])).toEqual([
    ['quorum', undefined],
    ['fencing', undefined],
    ['service', 'queued'],
  ]);
});

test.each(['migrate', 'relocate'])('to %s a service is asked of the manager, and it runs on the other node', async (verb) => {
  const { task, sim, root } = await managed();
  await task('POST', '/nodes/pve1/qemu/100/status/start');
  await sim.tasks.drain();
  const { data } = await root('POST', `/cluster/ha/resources/vm:100/${verb}`, { node: 'pve2' });
  expect(data).toEqual({ sid: 'vm:100', 'requested-node': 'pve2' });
  await sim.tasks.drain();
  await sim.tasks.drain();
  expect(sim.world.guests[100]).toMatchObject({ node: 'pve2', running: { pid: expect.any(Number) as number } });
  const started = sim.world.tasks.filter(({ type }) => type === 'qmstart').length;
  expect(started).toBe(verb === 'migrate' ? 1 : 2);
});

test('the migration of a managed guest is asked of the manager too', async () => {
  const { sim, root } = await managed();
  expect((await root('POST', '/nodes/pve1/qemu/100/migrate', { target: 'pve2' })).data).toMatch(/:hamigrate:100:/);
  await sim.tasks.drain();
  expect(sim.world.guests[100]?.node).toBe('pve2');
});
