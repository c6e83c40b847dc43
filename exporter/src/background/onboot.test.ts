import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader, guest, node } from '../testing/fake-reader.ts';
import { onbootCollector } from './onboot.ts';

test('templates and guests of dead nodes are not asked; what Proxmox leaves out is off', async () => {
  const resources = [
    node('pve1'), node('pve2', { status: 'offline' }),
    guest(100), guest(101), guest(200, { node: 'pve2' }), guest(9000, { template: 1 }),
  ];
  const reader = fakeReader({ resources, guestConfig: (vmid: number) => (vmid === 100 ? { onboot: '1' } : {}) });
  expect(await backgroundOf(onbootCollector, reader).pass()).toEqual(new Map([
    ['pve_onboot_status{cluster="demo",id="qemu/100",node="pve1",tenant="",type="qemu"}', 1],
    ['pve_onboot_status{cluster="demo",id="qemu/101",node="pve1",tenant="",type="qemu"}', 0],
  ]));
  expect(reader.reads.guestConfig).toBe(2);
});
