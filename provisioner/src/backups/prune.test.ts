import { fakePve } from './fixture.ts';
import { keepText, prune } from './prune.ts';

test('retention in the words of Proxmox', () => {
  expect(keepText({ last: 1, daily: undefined, weekly: 8, yearly: 2 })).toBe('keep-last=1,keep-weekly=8,keep-yearly=2');
});

test('only backups of the one machine are pruned, and the end is waited for', async () => {
  const call = 'DELETE /nodes/{node}/storage/{storage}/prunebackups';
  const { pve, sent } = fakePve({ [call]: 'UPID:x' });
  const waited: string[] = [];
  pve.waitForTask = (upid) => {
    waited.push(upid);
    return Promise.resolve({ warnings: 0 });
  };
  await prune(pve, { node: 'pve1', storage: 'pbs', vmid: 20_000 }, { daily: 14 });
  expect(sent(call)).toEqual([{ type: 'qemu', vmid: 20_000, 'prune-backups': 'keep-daily=14' }]);
  expect(waited).toEqual(['UPID:x']);
});
