import { fakePve, refused } from '../backups/fixture.ts';
import { machineOrProvenAbsent } from './absence.ts';

const known = { vmid: 20_000, order_id: 'ord_1', node: 'pve1' };
const base = '/nodes/{node}/qemu/{vmid}';
const online = (...nodes: string[]) => nodes.map((node) => ({ type: 'node', node, status: 'online' }));
const gone = { [`GET ${base}/config`]: refused('does not exist', 'missing') };
const world = (quorate: number, pve2: number) => ({
  ...gone,
  'GET /cluster/resources': online('pve1', 'pve2'),
  'GET /cluster/status': [
    { type: 'cluster', name: 'demo', quorate }, { type: 'node', name: 'pve1', online: 1 }, { type: 'node', name: 'pve2', online: pve2 },
  ],
});
const looked = (answers: Parameters<typeof fakePve>[0]) => machineOrProvenAbsent(fakePve(answers).pve, known);
const retry = (code: string) => ({ name: 'StepRetry', reason: { code } });

test('while any node is away, what is not found is not gone', () => expect(looked(world(1, 0))).rejects.toMatchObject(retry('vm-absence-unproven')));
test('nor is it when the cluster has no quorum', () => expect(looked(world(0, 1))).rejects.toMatchObject(retry('proxmox-no-quorum')));
test('nor when its own node is away', () => {
  const answers = { ...world(1, 1), 'GET /cluster/resources': [{ type: 'node', node: 'pve1', status: 'offline' }, ...online('pve2')] };
  return expect(looked(answers)).rejects.toMatchObject(retry('vm-node-away'));
});
test('nor when its settings are kept from us', () =>
  expect(looked({ ...world(1, 1), [`GET ${base}/config`]: refused('Permission check failed', 'permission') })).rejects.toMatchObject({ kind: 'permission' }));
test('a cluster that answers as a whole is believed', async () => expect(await looked(world(1, 1))).toBeNull());
test('a machine that is back by the time the cluster answers as a whole is not gone', async () => {
  let looks = 0;
  const config = () => ((looks += 1) === 1 ? gone[`GET ${base}/config`] : { description: 'vigie:ord_1\n' });
  const answers = { ...world(1, 1), [`GET ${base}/config`]: config, [`GET ${base}/status/current`]: { status: 'stopped' } };
  expect(await looked(answers)).toMatchObject({ vmid: 20_000, node: 'pve1', running: false });
});
