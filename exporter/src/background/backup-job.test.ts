import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader, guest, node } from '../testing/fake-reader.ts';
import { backupJobCollector } from './backup-job.ts';

const resources = [node('pve1'), guest(100, { pool: 'acme' }), guest(101)];
const notBackedUp = [{ type: 'qemu', vmid: 100, name: 'web' }, { type: 'qemu', vmid: 555 }];
const total = 'pve_not_backed_up_total{cluster="demo",id="cluster/demo"}';
const of100 = 'pve_not_backed_up_info{cluster="demo",id="qemu/100",tenant="acme"}';

test('counts the guests that no job covers, and names them', async () => {
  expect(await backgroundOf(backupJobCollector, fakeReader({ resources, notBackedUp })).pass()).toEqual(new Map([[total, 1], [of100, 1]]));
});

test('none is 0, not nothing', async () => {
  expect(await backgroundOf(backupJobCollector, fakeReader({ resources, notBackedUp: [] })).pass()).toEqual(new Map([[total, 0]]));
});

test('a tenant does not hear how many others have none', async () => {
  const collector = backgroundOf(backupJobCollector, fakeReader({ resources, notBackedUp: [...notBackedUp, { type: 'qemu', vmid: 101 }] }));
  expect(await collector.pass(({ guests }) => ({ guests: guests.filter(({ pool }) => pool === 'acme'), nodes: [] }))).toEqual(new Map([[of100, 1]]));
});
