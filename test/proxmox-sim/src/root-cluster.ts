import { hashSecret } from './http/authenticate.ts';
import { testCluster } from './testing.ts';
import type { TestCluster } from './testing.ts';
import type { Delays } from './delays.ts';

/** A test cluster whose `call` and `task` are those of a root token without separation, with a full clone 100 of template 9000. */
export async function rootCluster(delays: Partial<Delays> = {}): Promise<TestCluster> {
  const cluster = testCluster(delays);
  await cluster.task('POST', '/nodes/pve1/qemu/9000/clone', { newid: 100, name: 'web', full: 1 });
  const root = cluster.sim.world.users['root@pam'];
  if (root !== undefined) root.tokens['all'] = { privsep: 0, expire: 0, secretHash: hashSecret('root-secret') };
  const call = cluster.as('root@pam!all', 'root-secret');
  return {
    ...cluster,
    call,
    task: async (method, path, params) => {
      const reply = await call(method, path, params);
      await cluster.sim.tasks.ended(String(reply.data));
      const task = cluster.sim.world.tasks.find((item) => item.upid === reply.data);
      if (task === undefined) throw new Error(`${method} ${path}: no task but ${reply.status} ${reply.statusText}`);
      return task;
    },
  };
}
