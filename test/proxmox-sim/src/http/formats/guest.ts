import { when } from './check.ts';
import type { Check } from './check.ts';

const driveLimits: Record<string, number> = { ide: 4, sata: 6, scsi: 31, virtio: 16 };

/** What configurations of guests are made of. */
export const guestFormats: Record<string, Check> = {
  'disk-size': (value) => when(/^\d+(\.\d+)?[KMGT]?$/.test(value), `value does not look like a valid disk size: ${value}`),
  'pve-hotplug-features': hotplug,
  'pve-phys-bits': (value) =>
    when(
      value === 'host' || (/^\d{1,2}$/.test(value) && Number(value) >= 8 && Number(value) <= 64),
      "value must be an integer between 8 and 64 or 'host'",
    ),
  'pve-cpuset': (value) => when(/^\s*\d+(-\d+)?\s*(,\s*\d+(-\d+)?\s*)*$/.test(value), 'unable to parse cpuset option'),
  'pve-startup-order': (value) => when(startupOrder(value), 'unable to parse startup options'),
  'pve-qm-bootdisk': (value) => when(isDrive(value), `invalid boot disk '${value}'`),
  'pve-qm-bootdev': (value) => when(isDrive(value) || /^(net|usb|hostpci)\d+$/.test(value), `invalid boot device '${value}'`),
  'pve-volume-id': volumeId,
  'pve-volume-id-or-absolute-path': (value) => (value.startsWith('/') ? null : volumeId(value)),
  'pve-volume-id-or-qm-path': (value) => (value.startsWith('/') || ['none', 'cdrom'].includes(value) ? null : volumeId(value)),
  urlencoded: (value) => when(/^[-%a-zA-Z0-9_.!~*'()]*$/.test(value), `invalid urlencoded string: ${value}`),
};

function volumeId(value: string): string | null {
  return when(/^[a-z][a-z0-9._-]*[a-z0-9]:.+$/i.test(value), `unable to parse volume ID '${value}'`);
}

function isDrive(value: string): boolean {
  const [, bus = '', index = ''] = /^([a-z]+)(\d+)$/.exec(value) ?? [];
  return Number(index) < (driveLimits[bus] ?? 0);
}

/** A list, or 0 for none and 1 for what is usual. */
function hotplug(value: string): string | null {
  if (value === '0' || value === '1') return null;
  const unknown = value.split(/[\s,;\0]+/).find((feature) => feature !== '' && !/^(network|disk|cpu|memory|usb|cloudinit)$/.test(feature));
  return unknown === undefined ? null : `invalid hotplug feature '${unknown}'`;
}

function startupOrder(value: string): boolean {
  if (value === '' || value === '0') return false;
  return value.split(',').every((part) => part.trim() === '' || /^((order=)?\d+|up=\d+|down=\d+)$/.test(part));
}
