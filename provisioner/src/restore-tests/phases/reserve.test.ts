import { fakeContext, labVmid } from '../fixture.ts';
import { reserve } from './reserve.ts';

const routes = {
  'GET /cluster/resources': () => [{ type: 'qemu', vmid: 30_001, node: 'pve1' }, { type: 'lxc', vmid: 30_002, node: 'pve2' }],
  'GET /nodes': () => [{ node: 'pve1', status: 'online' }, { node: 'pve2', status: 'offline' }],
  'GET /nodes/{node}/storage': () => [{ storage: 'ceph-vm', active: 1 }, { storage: 'old', active: 0 }],
  'GET /nodes/{node}/storage/{storage}/content': () => [{ vmid: 30_003 }],
};

test('guests, and VMIDs that only own a disk, are not given: destroying takes every disk of a VMID', async () => {
  let occupied: readonly number[] = [];
  const reservations = { own: () => Promise.resolve(null), take: (list: readonly number[]) => ((occupied = list), Promise.resolve(30_004)) };
  const { context, facts } = fakeContext(routes);
  Object.assign(context.reservations, reservations);
  await reserve.run(context);
  expect(occupied).toEqual([30_001, 30_002, 30_003]);
  expect(facts.vmid).toBe(30_004);
});

test('none left is no verdict on the backup', async () => {
  const { context } = fakeContext(routes);
  Object.assign(context.reservations, { own: () => Promise.resolve(null), take: () => Promise.resolve(null) });
  await expect(reserve.run(context)).rejects.toMatchObject({ name: 'StepFailure', reason: { code: 'lab-vmids-used-up' } });
});

test('a repeated attempt keeps its VMID and asks Proxmox nothing', async () => {
  const { context, facts, calls } = fakeContext({});
  await reserve.run(context);
  expect(facts.vmid).toBe(labVmid);
  expect(calls).toEqual([]);
});
