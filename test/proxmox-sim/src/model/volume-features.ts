import type { World } from '../state/world.ts';
import { plainName } from './volume-names.ts';

/** What a storage type can do with a volume: snapshots, linked clones of base images, full copies, replication. */
export function hasVolumeFeature(world: World, volid: string, feature: string): boolean {
  const volume = world.volumes[volid];
  const type = world.storages[volume?.storage ?? '']?.type;
  if (volume === undefined || type === undefined) return false;
  if (feature === 'snapshot') return type === 'rbd' || type === 'lvmthin' || volume.format === 'qcow2';
  if (feature === 'clone') return plainName(volid).startsWith('base-');
  return feature === 'copy';
}
