import { plantBackup } from '../../control/plant-backup.ts';
import { testCluster } from '../../testing.ts';

interface Row {
  fingerprint?: string;
  size?: number;
  files: { filename: string; 'crypt-mode'?: string; size?: number }[];
}

test('an encrypted snapshot tells its key, and the mode of each file; a plain one has no key', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000, ageSeconds: 60, encrypted: true });
  plantBackup(cluster.sim, { vmid: 9000 });
  const { data } = await cluster.pbs('GET', '/admin/datastore/main/snapshots', { ns: 'demo' });
  const [plain, encrypted] = data as Row[];
  expect(encrypted?.fingerprint).toMatch(/^[0-9a-f]{2}(:[0-9a-f]{2}){7}$/);
  expect(plain).not.toHaveProperty('fingerprint');
  const mode = (row: Row | undefined): unknown => row?.files.find(({ filename }) => filename === 'drive-scsi0.img.fidx')?.['crypt-mode'];
  expect([mode(plain), mode(encrypted)]).toEqual(['none', 'encrypt']);
  expect(plain?.files.reduce((sum, { size = 0 }) => sum + size, 0)).toBe(plain?.size);
});

test('of one that is being written only the names of its files are known', async () => {
  const cluster = testCluster();
  plantBackup(cluster.sim, { vmid: 9000, incomplete: true, encrypted: true });
  const [row] = (await cluster.pbs('GET', '/admin/datastore/main/snapshots', { ns: 'demo' })).data as Row[];
  expect(row?.files).toEqual([{ filename: 'qemu-server.conf.blob' }, { filename: 'drive-scsi0.img.fidx' }]);
  expect(row).not.toHaveProperty('fingerprint');
});

test('the files of a snapshot that is not there are an error', async () => {
  const { pbs } = testCluster();
  const asked = { ns: 'demo', 'backup-type': 'vm', 'backup-id': '9000', 'backup-time': 5 };
  expect(await pbs('GET', '/admin/datastore/main/files', asked)).toMatchObject({
    status: 400,
    text: "snapshot 'vm/9000/5' does not exist",
  });
});
