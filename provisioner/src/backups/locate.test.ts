import { cluster, fakePve, machine } from './fixture.ts';
import { locate } from './locate.ts';

const resources = cluster['GET /cluster/resources'] as Record<string, unknown>[];
const with_ = (change: (row: Record<string, unknown>) => Record<string, unknown> | null) => ({
  ...cluster,
  'GET /cluster/resources': resources.map(change).filter((row) => row !== null),
});

test.each([
  ['its VM is gone', with_((row) => (row.type === 'qemu' ? null : row)), 'backup-vm-elsewhere'],
  ["its VMID is another machine's", { ...cluster, 'GET /nodes/{node}/qemu/{vmid}/config': { description: 'vigie:ord_2' } }, 'vm-foreign'],
  ['its node is offline', with_((row) => (row.type === 'node' ? { ...row, status: 'offline' } : row)), 'backup-node-offline'],
  ['the storage is not there', with_((row) => (row.storage === 'pbs' ? null : row)), 'backup-storage-missing'],
  ['the storage takes no backups', with_((row) => (row.storage === 'pbs' ? { ...row, content: 'images' } : row)), 'backup-storage-missing'],
])('a machine is not backed up when %s', async (_, answers, code) => {
  await expect(locate(fakePve(answers).pve, machine)).rejects.toMatchObject({ reason: { code } });
});

test('where it is now, and whether it runs', async () => {
  const moved = [...resources, { type: 'node', node: 'pve2', status: 'online' }, { type: 'storage', storage: 'pbs', node: 'pve2', content: 'backup' }].map(
    (row) => (row.type === 'qemu' ? { ...row, node: 'pve2', status: 'stopped' } : row),
  );
  expect(await locate(fakePve(cluster).pve, machine)).toEqual({ node: 'pve1', running: true });
  expect(await locate(fakePve({ ...cluster, 'GET /cluster/resources': moved }).pve, machine)).toEqual({ node: 'pve2', running: false });
});
