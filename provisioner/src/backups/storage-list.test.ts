import type { ProxmoxPort } from '../steps/ports.ts';
import { backupsOf, listBackups } from './storage-list.ts';

const resources = [
  { type: 'node', node: 'pve1', status: 'online' },
  { type: 'node', node: 'pve2', status: 'online' },
  { type: 'node', node: 'pve3', status: 'offline' },
  ...['pve1', 'pve2', 'pve3'].flatMap((node) => [
    { type: 'storage', storage: 'pbs', node, status: 'available', shared: 1, content: 'backup' },
    { type: 'storage', storage: 'local', node, status: 'available', shared: 0, content: 'iso,backup' },
    { type: 'storage', storage: 'ceph-vm', node, status: 'available', shared: 1, content: 'images' },
  ]),
];

const content: Record<string, unknown[]> = {
  'pve1/pbs': [
    { volid: 'pbs:backup/vm/100/2026-11-20T01:30:00Z', vmid: 100, ctime: 1000, size: 5000, notes: 'old', verification: { state: 'failed' } },
    { volid: 'pbs:backup/vm/100/2026-11-21T01:30:00Z', vmid: 100, ctime: 3000, size: 1 },
    { volid: 'pbs:backup/ct/101/2026-11-21T01:30:00Z', vmid: 101, ctime: 3000, size: 9, subtype: 'lxc' },
  ],
  'pve1/local': [],
  'pve2/local': [{ volid: 'local:backup/x.vma.zst', vmid: 100, ctime: 2000, size: 7000, subtype: 'qemu', protected: 1, encrypted: 'aa:bb' }],
};

function port(asked: string[] = [], broken?: string): ProxmoxPort {
  return {
    tokenId: 'vigie@pve!p',
    waitForTask: () => Promise.reject(new Error('not here')),
    listTasks: () => Promise.reject(new Error('not here')),
    call<T>(_method: string, template: string, path: Record<string, string | number>) {
      if (template === '/cluster/resources') return Promise.resolve(resources as T);
      const place = `${path.node}/${path.storage}`;
      asked.push(place);
      if (place === broken) return Promise.reject(new Error('cannot reach'));
      const rows = content[place];
      return rows ? Promise.resolve(rows as T) : Promise.reject(new Error(`${place} was asked for`));
    },
  };
}

test('a storage that cannot be read makes the whole list unreadable', async () => {
  await expect(backupsOf(port([], 'pve1/pbs'), 100)).rejects.toThrow('cannot reach');
});

test('a shared storage is asked once, others on each online node, those without backups never', async () => {
  const asked: string[] = [];
  await backupsOf(port(asked), 100);
  expect(asked.sort()).toEqual(['pve1/local', 'pve1/pbs', 'pve2/local']);
});

test('newest first over all storages, with what Proxmox tells', async () => {
  const list = await backupsOf(port(), 100);
  expect(list.map(({ storage, node, complete, sizeBytes }) => [storage, node, complete, sizeBytes])).toEqual([
    ['pbs', 'pve1', false, null],
    ['local', 'pve2', true, 7000],
    ['pbs', 'pve1', true, 5000],
  ]);
  expect(list[1]).toMatchObject({ protected: true, encryptedWith: 'aa:bb', verification: null, takenAt: new Date(2_000_000), notes: '' });
  expect(list[2]).toMatchObject({ protected: false, encryptedWith: null, verification: 'failed', notes: 'old' });
});

test('the backups of containers are not those of VMs', async () => {
  expect([...(await listBackups(port())).keys()]).toEqual([100]);
});
