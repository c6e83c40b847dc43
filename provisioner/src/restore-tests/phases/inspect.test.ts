import { fakeContext, mac, refused, restoredConfig } from '../fixture.ts';
import { inspect } from './inspect.ts';

type Config = Record<string, unknown>;

async function inspected(changes: Config, managed = 0) {
  let config: Config = { ...restoredConfig(), ...changes };
  const { context, writes } = fakeContext({
    'GET /nodes/{node}/qemu/{vmid}/config': () => config,
    'GET /nodes/{node}/qemu/{vmid}/status/current': () => ({ status: 'stopped', ha: { managed } }),
    'PUT /nodes/{node}/qemu/{vmid}/config': (_path, params) => {
      const keys = String(params.delete).split(',');
      if (keys.includes('args')) throw refused("only root can set 'args' config", 'other', 'PUT');
      config = Object.fromEntries(Object.entries(config).filter(([key]) => !keys.includes(key)));
      return null;
    },
  });
  const proofs = await inspect.run(context);
  return { failed: proofs.flatMap((proof) => (proof.passed ? [] : [[proof.subject ?? proof.name, proof.reason.code]])), writes: writes() };
}

test('a machine that is all in the lab may be started, and nothing is changed', async () => {
  expect(await inspected({})).toEqual({ failed: [], writes: [] });
});

test.each([
  ['the tenant network', `virtio=${mac},bridge=v1`],
  ['a bridge with an uplink', `virtio=${mac},bridge=vmbr0`],
  ['no bridge at all (user-mode network)', `virtio=${mac}`],
  ['a VNet whose name begins alike', `virtio=${mac},bridge=viglab01`],
])('a second card on %s keeps it off', async (_name, net1) => {
  expect((await inspected({ net1 })).failed).toEqual([['net1', 'card-outside-lab']]);
});

test('starting with its node, or by HA, keeps it off', async () => {
  expect((await inspected({ onboot: 1 })).failed).toEqual([['no-start-at-boot', 'start-at-boot-kept']]);
  expect((await inspected({}, 1)).failed).toEqual([['no-start-at-boot', 'start-at-boot-kept']]);
});

test('what reaches out to the host is removed, in one change', async () => {
  const { failed, writes } = await inspected({
    hostpci0: '0000:01:00', usb1: 'host=1234:5678', virtiofs0: 'share', hookscript: 'local:snippets/x.pl', cicustom: 'user=local:snippets/u', serial0: '/dev/ttyS0', serial1: 'socket',
  });
  expect(failed).toEqual([]);
  expect(writes.map(({ params }) => params)).toEqual([{ delete: 'hostpci0,usb1,virtiofs0,hookscript,cicustom,serial0' }]);
});

test('what only root may remove keeps it off', async () => {
  expect((await inspected({ args: '-device ivshmem' })).failed).toEqual([['no-host-devices', 'host-devices-kept']]);
});

test.each([
  ['of another machine', { scsi1: 'ceph-vm:vm-20000-disk-0,size=20G' }],
  ['of the host', { scsi1: '/dev/disk/by-id/ata-1' }],
  ['a cloud-init drive of another machine', { ide2: 'ceph-vm:vm-20000-cloudinit,media=cdrom' }],
  ['the host CD drive', { ide0: 'cdrom,media=cdrom' }],
])('a disk %s keeps it off', async (_name, disk) => {
  expect((await inspected(disk)).failed).toEqual([['no-host-devices', 'host-devices-kept']]);
});

test('an ISO image in a drive is nobody', async () => {
  expect((await inspected({ ide0: 'local:iso/debian.iso,media=cdrom' })).failed).toEqual([]);
});
