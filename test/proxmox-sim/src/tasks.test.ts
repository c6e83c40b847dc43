import { setImmediate } from 'node:timers/promises';
import { testCluster } from './testing.ts';
import { endOrphans } from './tasks.ts';

const identity = { user: 'anna@pve', token: 'robot' };

test('a UPID names node, type, id and caller', async () => {
  const { sim } = testCluster();
  const upid = sim.tasks.start({ node: 'pve1', type: 'qmstart', id: '100', identity, work: () => Promise.resolve() });
  expect(upid).toMatch(/^UPID:pve1:[0-9A-F]{8}:[0-9A-F]{8,9}:[0-9A-F]{8}:qmstart:100:anna@pve!robot:$/);
  await sim.tasks.ended(upid);
});

test('what the work throws is the exit status and the last line of the log', async () => {
  const { sim } = testCluster();
  const upid = sim.tasks.start({ node: 'pve1', type: 'x', id: '', identity, work: () => Promise.reject(new Error('no space')) });
  await sim.tasks.ended(upid);
  expect(sim.world.tasks[0]).toMatchObject({ exitstatus: 'no space', log: ['TASK ERROR: no space'] });
});

test('a planned failure hits the next task of its type and node, without its work', async () => {
  const { sim } = testCluster();
  const done: string[] = [];
  sim.tasks.failNext({ type: 'srvreload', node: 'pve2', exitstatus: 'broken' });
  for (const node of ['pve1', 'pve2', 'pve2']) {
    const upid = sim.tasks.start({ node, type: 'srvreload', id: '', identity, work: () => Promise.resolve(void done.push(node)) });
    await sim.tasks.ended(upid);
  }
  expect(done).toEqual(['pve1', 'pve2']);
  expect(sim.world.tasks.map((task) => task.exitstatus)).toEqual(['OK', 'broken', 'OK']);
});

test('a graceful stop lets running tasks end without their delays', async () => {
  const cluster = testCluster({ clone: 600_000 });
  const { data } = await cluster.call('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100 });
  await cluster.sim.tasks.drain();
  expect(cluster.sim.world.tasks.find((task) => task.upid === data)?.exitstatus).toBe('OK');
});

test('after a power loss a running task has an unexpected status and what it had made stays', async () => {
  const cluster = testCluster({ clone: 600_000 });
  await cluster.call('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100 });
  while (cluster.sim.world.guests[100] === undefined) await setImmediate();
  const saved = structuredClone(cluster.sim.world);
  await cluster.sim.tasks.drain();
  endOrphans(saved.tasks);
  expect(saved.tasks[0]).toMatchObject({ exitstatus: 'unexpected status' });
  expect(saved.guests[100]?.config['lock']).toBe('clone');
});
