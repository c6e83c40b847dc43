import { cluster, fakePve, refused } from '../backups/fixture.ts';
import { ownMachine } from './own-machine.ts';

const known = { vmid: 20_000, order_id: 'ord_1', node: 'pve9' };
const base = '/nodes/{node}/qemu/{vmid}';
const status = { [`GET ${base}/status/current`]: { status: 'running' } };
const rows = (...more: object[]) => ({ 'GET /cluster/resources': [{ type: 'node', node: 'pve1', status: 'online' }, ...more] });
const code = (text: string) => expect.objectContaining({ reason: expect.objectContaining({ code: text }) });

test('it is found where it is now, not where it was placed', async () => {
  const { pve } = fakePve({ ...cluster, ...status });
  expect(await ownMachine(pve, known)).toMatchObject({ node: 'pve1', running: true, path: { node: 'pve1', vmid: 20_000 } });
});

test("another machine of its VMID is nobody's to touch, nor is a container", async () => {
  for (const description of [undefined, 'vigie:ord_2', 'vigie:ord_10', 'about vigie:ord_1']) {
    const { pve } = fakePve({ ...cluster, ...status, [`GET ${base}/config`]: { description } });
    await expect(ownMachine(pve, known)).rejects.toEqual(code('vm-foreign'));
  }
  const { pve } = fakePve({ ...cluster, ...rows({ type: 'lxc', vmid: 20_000, node: 'pve1' }) });
  await expect(ownMachine(pve, known)).rejects.toEqual(code('vm-foreign'));
});

test('one that is gone is missing; one that is being moved, or on a node that is off, is waited for', async () => {
  const gone = { [`GET ${base}/config`]: refused('does not exist', 'missing') };
  const missing = fakePve({ ...rows(), ...gone });
  await expect(ownMachine(missing.pve, { ...known, node: 'pve1' })).rejects.toEqual(code('vm-missing'));
  const moving = fakePve({ ...cluster, ...gone });
  await expect(ownMachine(moving.pve, known)).rejects.toMatchObject({ name: 'StepRetry', reason: { code: 'vm-on-the-move' } });
  const away = fakePve(rows({ type: 'node', node: 'pve2', status: 'offline' }, { type: 'qemu', vmid: 20_000, node: 'pve2' }));
  await expect(ownMachine(away.pve, known)).rejects.toMatchObject({ name: 'StepRetry', reason: { code: 'vm-node-away' } });
});
