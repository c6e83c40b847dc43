import { ProxmoxError } from '@vigie/proxmox/errors';
import { cloneTemplate } from './clone-template.ts';
import type { StepContext } from './ports.ts';

type Guest = { node: string; config: Record<string, unknown> };

const missing = () =>
  new ProxmoxError({
    outcome: 'unknown',
    kind: 'missing',
    status: 500,
    method: 'GET',
    template: '/x',
    path: '/x',
    reason: 'does not exist',
  });

/** A cluster where the order's VM (20000, to be on pve2) is `guest` before the clone and `after` once it was cloned. */
function context(guest: Guest | null, after: Guest | null = guest): { context: StepContext; sent: Record<string, unknown>[] } {
  const sent: Record<string, unknown>[] = [];
  let there = guest;
  const pve = {
    tokenId: 'vigie@pve!p',
    waitForTask: () => Promise.resolve({ warnings: 0 }),
    listTasks: () => Promise.resolve([]),
    call(method: string, template: string, path: { node?: string }, params?: Record<string, unknown>) {
      if (template === '/nodes/{node}/time') return Promise.resolve({ time: 1 });
      if (template === '/cluster/resources') {
        const vms = [
          { type: 'qemu', vmid: 9000, node: 'pve1', template: 1 },
          ...(there ? [{ type: 'qemu', vmid: 20000, node: there.node }] : []),
        ];
        return Promise.resolve(vms);
      }
      if (method === 'GET' && template.endsWith('/config')) {
        return there && there.node === path.node ? Promise.resolve(there.config) : Promise.reject(missing());
      }
      sent.push({ ...path, ...params });
      there = after;
      return Promise.resolve('UPID:pve1:00001234:00005678:6560A1B2:qmclone:9000:vigie@pve!p:');
    },
  };
  const nothing = () => Promise.resolve(null);
  const vm = () => Promise.resolve({ node: 'pve2', vmid: 20000 });
  const store = {
    vmOf: vm,
    findVm: vm,
    tasks: { find: nothing, sending: nothing, started: nothing, forget: nothing },
  };
  const order = { id: 'ord_1', name: 'web-01', spec: { template: 'debian' } };
  const cluster = { storage: 'ceph', templates: { debian: 9000 } };
  return { context: { order, tenant: { id: 'acme' }, cluster, pve, store } as unknown as StepContext, sent };
}

const ours = { description: 'vigie:ord_1' };

describe('clone-template', () => {
  test('a VM of that id that is not ours is left alone', async () => {
    const world = context({ node: 'pve2', config: { description: 'vigie:ord_2' } });
    await expect(cloneTemplate.run(world.context)).rejects.toThrow(/does not belong to this order/);
    expect(await cloneTemplate.undo(world.context)).toMatchObject({ code: 'vm-left' });
    expect(world.sent).toEqual([]);
  });

  test('a clone under way on the template’s node is waited for, with or without its description yet', async () => {
    for (const config of [{ lock: 'clone' }, { lock: 'clone', ...ours }, ours]) {
      const world = context({ node: 'pve1', config });
      await expect(cloneTemplate.run(world.context)).rejects.toMatchObject({ name: 'StepRetry' });
      expect(world.sent).toEqual([]);
    }
  });

  test('our VM that is there already is not cloned again', async () => {
    const world = context({ node: 'pve2', config: ours });
    expect(await cloneTemplate.run(world.context)).toBe('done');
    expect(world.sent).toEqual([]);
  });

  test('otherwise it is cloned to its node, into the pool, with our marker', async () => {
    const world = context(null, { node: 'pve2', config: ours });
    expect(await cloneTemplate.run(world.context)).toBe('done');
    expect(world.sent).toEqual([
      {
        node: 'pve1',
        vmid: 9000,
        newid: 20000,
        name: 'web-01',
        description: 'vigie:ord_1',
        pool: 'acme',
        full: 1,
        storage: 'ceph',
        target: 'pve2',
      },
    ]);
  });

  test('a task that ended well without a VM is not a success', async () => {
    await expect(cloneTemplate.run(context(null, null).context)).rejects.toMatchObject({ name: 'StepRetry' });
  });
});
