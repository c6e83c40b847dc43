import { parsePropertyString } from '@vigie/proxmox/property-string';

export interface Drive {
  key: string;
  volume: string;
  bytes: number;
  cdrom: boolean;
  cloudInit: boolean;
  backedUp: boolean;
}

const units: Record<string, number> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

function bytesOf(size: string | undefined): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(size ?? '') ?? [];
  return number === undefined ? 0 : Number(number) * (units[unit] ?? 0);
}

/** The drives of a configuration. A size that is not told counts as 0. */
export function drivesOf(settings: Record<string, string | number | undefined>): Drive[] {
  return Object.entries(settings)
    .filter(([key]) => /^(ide|sata|scsi|virtio|efidisk|tpmstate)\d+$/.test(key))
    .map(([key, text]) => {
      const { file = '', volume = file, size, media, backup } = parsePropertyString(String(text), 'file');
      const cdrom = media === 'cdrom';
      return { key, volume, bytes: bytesOf(size), cdrom, cloudInit: cdrom && /cloudinit/.test(volume), backedUp: backup !== '0' };
    });
}

/** What the disks of a backup take when they are restored. */
export const restoredBytes = (settings: Record<string, string | number | undefined>): number =>
  drivesOf(settings).reduce((sum, drive) => sum + (drive.backedUp && !drive.cdrom ? drive.bytes : 0), 0);
