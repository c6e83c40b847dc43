import { parseSize } from '../../model/guest-config.ts';
import type { Backup } from '../../state/world.ts';
import { typeOf } from './snapshots.ts';

/** Of a file that is not in the index only the name is known. */
interface SnapshotFile {
  filename: string;
  'crypt-mode'?: 'none' | 'encrypt';
  size?: number;
}

/** The files of a snapshot; one that is being written has no index yet, and so nothing is known of them but their names. */
export function filesOf(backup: Backup): SnapshotFile[] {
  const archives = archivesOf(backup);
  if (!backup.complete) return archives.map(({ filename }) => ({ filename }));
  const mode = backup.encrypted === null ? 'none' : 'encrypt';
  return [
    ...archives.map(({ filename, size }) => ({ filename, 'crypt-mode': mode, size }) as const),
    { filename: 'index.json.blob', 'crypt-mode': 'none', size: 0 },
    { filename: 'client.log.blob' },
  ];
}

/** Bytes of the blobs are left out: together the files are as large as the disks. */
function archivesOf(backup: Backup): { filename: string; size: number }[] {
  if (typeOf(backup) !== 'vm') {
    const catalog = { filename: 'catalog.pcat1.didx', size: 0 };
    const tree = { filename: 'root.pxar.didx', size: backup.size };
    return typeOf(backup) === 'host' ? [catalog, tree] : [catalog, { filename: 'pct.conf.blob', size: 0 }, tree];
  }
  const disks = Object.entries(backup.config).filter(
    ([key, value]) => /^(scsi|virtio|sata|ide)\d+$/.test(key) && !String(value).includes('media=cdrom'),
  );
  return [
    { filename: 'qemu-server.conf.blob', size: 0 },
    ...disks.map(([key, value]) => ({
      filename: `drive-${key}.img.fidx`,
      size: parseSize(/size=([^,]+)/.exec(String(value))?.[1] ?? '0'),
    })),
  ];
}
