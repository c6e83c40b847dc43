import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader, guest, node } from '../testing/fake-reader.ts';
import { snapshotCollector } from './snapshot.ts';

const current = { name: 'current', running: 1, description: 'You are here!' };
const resources = [node('pve1'), guest(100, { pool: 'acme' }), guest(101), guest(9000, { template: 1 })];
const lists: Record<number, unknown> = {
  100: [{ name: 'second', snaptime: 2000, parent: 'first' }, { name: 'first', snaptime: '1000' }, current],
  101: [current],
};

test('counts what was made, not the guest as it is, and has the time of the oldest', async () => {
  const reader = fakeReader({ resources, snapshots: (vmid: number) => lists[vmid] });
  expect(await backgroundOf(snapshotCollector, reader).pass()).toEqual(new Map([
    ['pve_guest_snapshots{cluster="demo",id="qemu/100",tenant="acme"}', 2],
    ['pve_guest_snapshots{cluster="demo",id="qemu/101",tenant=""}', 0],
    ['pve_guest_oldest_snapshot_timestamp_seconds{cluster="demo",id="qemu/100",tenant="acme"}', 1000],
  ]));
  expect(reader.reads.snapshots).toBe(2);
});
