import type { StorageState, Volume } from '../state/storage.ts';
import type { World } from '../state/world.ts';

/** A volume to be made: a disk by its number, or a cloud-init drive. */
interface Wanted {
  storage: string;
  vmid: number;
  what: 'disk' | 'cloudinit';
  /** Of the image file, on storages that keep files. */
  format?: string | undefined;
  /** The volume that it is a linked clone of. */
  base?: string | undefined;
}

/** The name and format of a new volume: an image file in the guest's folder on a storage of type dir, a bare name on others. */
export function newVolume(world: World, { storage, vmid, what, format, base }: Wanted): { volid: string; format: string } {
  const name = what === 'cloudinit' ? `vm-${vmid}-cloudinit` : freeDiskName(world.volumes, vmid);
  if (world.storages[storage]?.type !== 'dir') {
    // A thin volume does not tell its origin in its name.
    const linked = base !== undefined && world.storages[storage]?.type !== 'lvmthin';
    return { volid: linked ? `${base}/${name}` : `${storage}:${name}`, format: 'raw' };
  }
  const kept = base !== undefined || what === 'cloudinit' ? 'qcow2' : (format ?? 'raw');
  return { volid: `${base ?? storage}${base === undefined ? ':' : '/'}${vmid}/${name}.${kept}`, format: kept };
}

function freeDiskName(volumes: Record<string, Volume>, vmid: number): string {
  const taken = new Set(Object.keys(volumes).map((volid) => volid.split(/[:/]/).at(-1)?.replace(/\.(raw|qcow2|vmdk)$/, '')));
  let index = 0;
  while (taken.has(`vm-${vmid}-disk-${index}`)) index += 1;
  return `vm-${vmid}-disk-${index}`;
}

/** Where a node finds a volume, for the path in answers and texts. */
export function volumePath({ type, options }: StorageState, volid: string): string {
  const parts = volid.slice(volid.indexOf(':') + 1).split('/');
  const name = parts.at(-1) ?? '';
  switch (type) {
    case 'dir': {
      const folders: Record<string, string> = { backup: 'dump', iso: 'template/iso', vztmpl: 'template/cache', snippets: 'snippets', import: 'import' };
      return `${options['path'] ?? ''}/${folders[parts[0] ?? ''] ?? `images/${parts.at(-2) ?? ''}`}/${name}`;
    }
    case 'lvmthin':
      return `/dev/${options['vgname'] ?? ''}/${name}`;
    case 'rbd':
      return `rbd:${options['pool'] ?? 'rbd'}/${name}`;
    case 'zfspool':
      return `/dev/zvol/${options['pool'] ?? ''}/${name}`;
    case 'pbs':
      return `${options['username'] ?? ''}@${options['server'] ?? ''}:${options['datastore'] ?? ''}:${parts.slice(1).join('/')}`;
  }
}
