import type { World } from '../state/world.ts';

/** What a storage type can do with a volume: snapshots, linked clones of base images, full copies; only ZFS sends snapshots to another node. */
export function hasVolumeFeature(world: World, volid: string, feature: string): boolean {
  const volume = world.volumes[volid];
  const type = world.storages[volume?.storage ?? '']?.type;
  if (volume === undefined || type === undefined) return false;
  if (feature === 'snapshot') return type === 'rbd' || type === 'lvmthin' || type === 'zfspool' || volume.format === 'qcow2';
  if (feature === 'clone') return isBaseImage(volid);
  return feature === 'copy' || (feature === 'replicate' && type === 'zfspool');
}

/** Whether linked clones may share it. */
export function isBaseImage(volid: string): boolean {
  return (volid.split(/[:/]/).at(-1) ?? '').startsWith('base-');
}
