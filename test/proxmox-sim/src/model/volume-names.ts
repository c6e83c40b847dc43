import type { StorageState, Volume } from '../state/world.ts';

/** The plain name of a volume id, without storage, folder and ending: `local:9000/base-9000-disk-0.qcow2` -> `base-9000-disk-0`. */
export function plainName(volid: string): string {
  return (volid.split(/[:/]/).at(-1) ?? '').replace(/\.(raw|qcow2|vmdk)$/, '');
}

/** The first `vm-<vmid>-disk-<n>` that no storage has. */
export function freeDiskName(volumes: Record<string, Volume>, vmid: number): string {
  const taken = new Set(Object.keys(volumes).map(plainName));
  let index = 0;
  while (taken.has(`vm-${vmid}-disk-${index}`)) index += 1;
  return `vm-${vmid}-disk-${index}`;
}

/**
 * A volume id as its storage writes it: a directory has a folder per guest and an ending per format, the others have neither.
 * `base`: the image that a linked clone shares; a thin volume does not name it.
 */
export function volumeId(storage: string, type: StorageState['type'] | undefined, name: string, vmid: number, format: string, base?: string): string {
  if (type === 'dir') return base === undefined ? `${storage}:${vmid}/${name}.${format}` : `${base}/${vmid}/${name}.${format}`;
  return base === undefined || type === 'lvmthin' ? `${storage}:${name}` : `${base}/${name}`;
}

/** In what format a storage keeps a new disk; a directory takes the one of the source of a copy. */
export function formatOn(type: StorageState['type'] | undefined, asked: string | undefined): string {
  return type === 'dir' ? (asked ?? 'raw') : 'raw';
}

/** Where qemu-img finds a volume. */
export function pathOf(volid: string, { type, options }: StorageState): string {
  const [, name = ''] = volid.split(':');
  const own = type === 'dir' ? name.split('/').slice(-2).join('/') : (name.split('/').at(-1) ?? '');
  if (type === 'dir') return `${options['path'] ?? ''}/images/${own}`;
  return type === 'rbd' ? `rbd:${options['pool'] ?? ''}/${own}` : `/dev/${options['vgname'] ?? ''}/${own}`;
}
