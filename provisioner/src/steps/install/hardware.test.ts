import { isoConfig } from '@vigie/config/isos';
import { hardwareFor } from './hardware.ts';

const spec = { template: 'x', install: 'iso' as const, cores: 2, memoryGiB: 4, diskGiB: 50 };
const of = (iso: object) => hardwareFor(isoConfig.parse({ volume: 'local:iso/x.iso', ...iso }), spec, 'ceph-vm');

test('what would add to a property string is no volume', () => {
  for (const volume of ['local:iso/x.iso,media=disk', 'local:iso/../x.iso', 'local:vm-1-disk-0', '/root/x.iso', 'none']) {
    expect(isoConfig.safeParse({ volume }).success).toBe(false);
  }
});

test('the ordered sizes, the disk before the disc', () => {
  expect(of({})).toMatchObject({
    ostype: 'l26', cores: 2, memory: 4096, scsi0: 'ceph-vm:50,discard=on,iothread=1', ide2: 'local:iso/x.iso,media=cdrom', boot: 'order=scsi0;ide2',
  });
  expect(of({})).not.toHaveProperty('bios');
});

test('Windows 11 gets its drivers, UEFI and a TPM', () => {
  expect(of({ osType: 'win11', drivers: 'local:iso/virtio-win.iso' })).toMatchObject({
    ostype: 'win11', ide0: 'local:iso/virtio-win.iso,media=cdrom', bios: 'ovmf', machine: 'q35', tpmstate0: 'ceph-vm:1,version=v2.0',
  });
});
