import { testCluster } from '../testing.ts';
import { plantJob } from './plant-job.ts';

test.each([
  [{ kind: 'tape', id: 'x', config: { store: 'main' } }, 'kind must be'],
  [{ kind: 'sync', config: { store: 'main' } }, 'id must be'],
  [{ kind: 'sync', id: 'x', config: {} }, 'config must be'],
  [{ kind: 'sync', id: 'x', config: { store: 'main' }, lastRun: 5 }, 'lastRun must be'],
  [{ kind: 'sync', id: 'x', config: { store: 'main' }, lastRun: { state: 5 } }, 'state must be'],
])('%j is refused', (body, text) => {
  const { sim } = testCluster();
  expect(() => plantJob(sim, body)).toThrow(text);
  expect(sim.world.pbs.jobs.sync).toEqual({});
});

test('planted runs stand in the task list by their age', async () => {
  const { sim, pbs } = testCluster();
  plantJob(sim, { kind: 'verify', id: 'new', config: { store: 'main' }, lastRun: { ageSeconds: 60 } });
  plantJob(sim, { kind: 'verify', id: 'old', config: { store: 'main' }, lastRun: { ageSeconds: 600 } });
  plantJob(sim, { kind: 'prune', id: 'running', config: { store: 'main', schedule: 'daily' }, lastRun: { state: null } });
  const { data } = await pbs('GET', '/nodes/localhost/tasks');
  expect((data as { worker_id: string }[]).map((task) => task.worker_id)).toEqual(['main:running', 'main:new', 'main:old']);
  expect((await pbs('GET', '/nodes/localhost/tasks', { running: 'true' })).data).toHaveLength(1);
});
