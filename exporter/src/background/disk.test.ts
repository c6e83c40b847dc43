import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader, node } from '../testing/fake-reader.ts';
import { diskCollector } from './disk.ts';

const disk = { devpath: '/dev/sda', model: 'ACME', serial: 'S1', type: 'ssd', used: 'LVM', size: 1000, health: 'PASSED', wearout: 97, gpt: 1 };
const collect = (...disks: unknown[]) => backgroundOf(diskCollector, fakeReader({ resources: [node('pve1')], disks })).pass();
const of = (name: string, more = '') => `pve_physical_disk_${name}{cluster="demo",device="/dev/sda",id="node/pve1"${more}}`;

test('tells of a disk what it is and how it is', async () => {
  expect(await collect(disk)).toEqual(new Map([
    [of('info', ',model="ACME",serial="S1",type="ssd",used="LVM"'), 1],
    [of('size_bytes'), 1000],
    [of('health'), 1],
    [of('life_left_ratio'), 0.97],
  ]));
});

test.each([
  ['PASSED', 1],
  ['OK', 1],
  ['FAILED!', 0],
  ['FAILURE PREDICTION THRESHOLD EXCEEDED', 0],
  ['UNKNOWN', undefined],
  [undefined, undefined],
])('health %p is %p', async (health, told) => {
  expect((await collect({ ...disk, health })).get(of('health'))).toBe(told);
});

test('a disk that does not wear has no life left to tell', async () => {
  expect((await collect({ ...disk, wearout: 'N/A' })).has(of('life_left_ratio'))).toBe(false);
});
