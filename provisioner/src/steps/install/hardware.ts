import type { IsoConfig } from '@vigie/config/isos';
import type { StepOrder } from '../ports.ts';
import { systemDisk } from '../pve/system-disk.ts';

/**
 * A machine with an empty disk and the image in its drive. The disk is first in the boot order: as long as nothing can be started from it,
 * the image is, and never again once a system is installed. Of the IDE places only 0 and 2 are there with every machine type.
 */
export function hardwareFor({ volume, drivers, osType }: IsoConfig, spec: StepOrder['spec'], storage: string): Record<string, string | number> {
  return {
    ostype: osType,
    cores: spec.cores,
    memory: spec.memoryGiB * 1024,
    cpu: 'x86-64-v2-AES',
    scsihw: 'virtio-scsi-single',
    [systemDisk]: `${storage}:${spec.diskGiB},discard=on,iothread=1`,
    ide2: disc(volume),
    ...(drivers === undefined ? {} : { ide0: disc(drivers) }),
    boot: `order=${systemDisk};ide2`,
    agent: 'enabled=1',
    ...(osType === 'win11' ? secureBoot(storage) : {}),
  };
}

const disc = (volume: string): string => `${volume},media=cdrom`;

/** What the installer of Windows 11 and of the servers since 2022 asks for. */
const secureBoot = (storage: string): Record<string, string> => ({
  bios: 'ovmf',
  machine: 'q35',
  efidisk0: `${storage}:1,efitype=4m,pre-enrolled-keys=1`,
  tpmstate0: `${storage}:1,version=v2.0`,
});
