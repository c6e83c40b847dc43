import { fakePve } from '../backups/fixture.ts';
import { snapshotsOf } from './snapshots.ts';

test('oldest first, without the present, which only says where it was begun', async () => {
  const { pve } = fakePve({
    'GET /nodes/{node}/qemu/{vmid}/snapshot': [
      { name: 'second', snaptime: 1_800_000_100, parent: 'first', vmstate: 1, description: 'with memory\n' },
      { name: 'current', parent: 'second', description: 'You are here!' },
      { name: 'first', snaptime: 1_800_000_000 },
    ],
  });
  expect(await snapshotsOf(pve, { node: 'pve1', vmid: 100 })).toEqual([
    { name: 'first', description: '', takenAt: '2027-01-15T08:00:00.000Z', parent: null, memory: false, current: false },
    { name: 'second', description: 'with memory', takenAt: '2027-01-15T08:01:40.000Z', parent: 'first', memory: true, current: true },
  ]);
});
