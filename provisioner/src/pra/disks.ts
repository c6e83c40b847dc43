import { parsePropertyString } from '@vigie/proxmox/property-string';
import { ProxmoxError } from '@vigie/proxmox/errors';
import type { ProxmoxPort } from '../steps/ports.ts';
import type { StorageResource } from '../steps/pve/resources.ts';

/** Its whole name, also as a file: a storage or a disk that people gave such a name holds data. */
const cloudInitImage = /[:/]vm-\d+-cloudinit(\.\w+)?$/;

const driveKey = /^(scsi|virtio|sata|ide|efidisk|tpmstate)\d+$/;

/** Shared storages that hold disks and that the node sees. */
export const sharedDiskStorages = (storages: readonly StorageResource[], node: string): string[] =>
  storages
    .filter((entry) => entry.node === node && entry.shared === 1 && entry.status === 'available' && (entry.content ?? '').includes('images'))
    .map(({ storage }) => storage);

/** Storages of `among` on which the machine has disks, as `node` sees them. The configuration of a machine on a dead node cannot be read. */
export async function storagesWithDisks(pve: ProxmoxPort, node: string, among: readonly string[], vmid: number): Promise<string[]> {
  const found: string[] = [];
  for (const storage of among) {
    const volumes = await pve.call<{ volid: string }[]>('GET', '/nodes/{node}/storage/{storage}/content', { node, storage }, { content: 'images', vmid });
    if (volumes.some(({ volid }) => !cloudInitImage.test(volid))) found.push(storage);
  }
  return found;
}

/**
 * Images of the machines' cloud-init drives on a storage, as `node` sees it. They are named after their machine, so one that is left stands
 * in the way of a restore. Nothing is lost with it: Proxmox makes it from the machine's settings when it starts.
 */
export async function cloudInitImages(pve: ProxmoxPort, node: string, storage: string, vmids: readonly number[]): Promise<string[]> {
  const volumes = await pve.call<{ volid: string; vmid?: number }[]>(
    'GET', '/nodes/{node}/storage/{storage}/content', { node, storage }, { content: 'images' },
  );
  return volumes.filter(({ volid, vmid }) => cloudInitImage.test(volid) && vmids.includes(Number(vmid))).map(({ volid }) => volid);
}

/** Storages of the disks that the machine had when the backup was made; null when its configuration cannot be read. */
export async function storagesInBackup(pve: ProxmoxPort, node: string, volume: string): Promise<string[] | null> {
  try {
    const config = await pve.call<string>('GET', '/nodes/{node}/vzdump/extractconfig', { node }, { volume });
    return diskStorages(config);
  } catch (error) {
    if (error instanceof ProxmoxError) return null;
    throw error;
  }
}

/** Storages of the disks in a configuration file, without CD-ROMs (the cloud-init drive is one) and without its snapshots. */
export function diskStorages(config: string): string[] {
  const [current = ''] = config.split(/^\[/m);
  const names = current.split('\n').flatMap((line) => {
    const [, key = '', value = ''] = /^(\w+): (.+)$/.exec(line) ?? [];
    if (!driveKey.test(key)) return [];
    const { file = '', media } = parsePropertyString(value, 'file');
    return media === 'cdrom' || !file.includes(':') ? [] : [file.slice(0, file.indexOf(':'))];
  });
  return [...new Set(names)];
}

/** True when a configuration has a disk, which what a broken-off restore leaves has not. */
export const hasDisk = (config: Record<string, string | number | undefined>): boolean =>
  Object.entries(config).some(([key, value]) => driveKey.test(key) && !String(value).includes('media=cdrom') && String(value) !== 'none');
