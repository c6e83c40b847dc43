import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../failure.ts';
import type { ProxmoxPort } from '../ports.ts';
import type { StorageResource } from './resources.ts';

/** Those of the nodes that see all of the images. Throws a StepFailure that names what is missing, and where, when none does. */
export async function nodesSeeing(
  pve: ProxmoxPort, images: readonly string[], nodes: readonly string[], storages: readonly StorageResource[],
): Promise<string[]> {
  let left = [...nodes];
  for (const volume of images) {
    const storage = volume.slice(0, volume.indexOf(':'));
    const having = left.filter((node) => storages.some((entry) => entry.storage === storage && entry.node === node && entry.status === 'available'));
    if (having.length === 0) throw new StepFailure(because('iso-storage-away', { storage, volume, nodes: left.join(', ') }));
    const seeing = await Promise.all(having.map((node) => hasImage(pve, { node, storage }, volume)));
    left = having.filter((_, i) => seeing[i]);
    if (left.length === 0) throw new StepFailure(because('iso-missing', { storage, volume, nodes: having.join(', ') }));
  }
  return left;
}

async function hasImage(pve: ProxmoxPort, path: { node: string; storage: string }, volume: string): Promise<boolean> {
  const content = await pve.call<{ volid: string }[]>('GET', '/nodes/{node}/storage/{storage}/content', path, { content: 'iso' });
  return content.some(({ volid }) => volid === volume);
}
