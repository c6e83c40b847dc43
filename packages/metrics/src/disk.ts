import type { MetricDefinition } from './definition.ts';

const labels = ['cluster', 'id'] as const;

/** Physical disks of nodes, read in the background. `device` is their path, such as /dev/nvme0n1. */
export const diskMetrics = {
  info: {
    name: 'pve_physical_disk_info',
    type: 'gauge',
    unit: 'info',
    help: 'The disk: its model, serial number, type (ssd, nvme, hdd, usb) and what it is used for (LVM, ZFS, BIOS boot, ...).',
    labels: [...labels, 'device', 'model', 'serial', 'type', 'used'],
  },
  size: {
    name: 'pve_physical_disk_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Size of the disk.',
    labels: [...labels, 'device'],
  },
  health: {
    name: 'pve_physical_disk_health',
    type: 'gauge',
    unit: 'flag',
    help: 'What SMART says of the disk as a whole: 1 good, 0 failing. No series when it does not say.',
    labels: [...labels, 'device'],
  },
  lifeLeft: {
    name: 'pve_physical_disk_life_left_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: 'What is left of the writes that an SSD stands, from 1 for a new one to 0. No series when it does not say.',
    labels: [...labels, 'device'],
  },
} as const satisfies Record<string, MetricDefinition>;
