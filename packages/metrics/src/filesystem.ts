import type { MetricDefinition } from './definition.ts';

const labels = ['cluster', 'id', 'tenant'] as const;

/** What the guest agents of running QEMU guests say of their disks, read in the background. */
export const filesystemMetrics = {
  agentUp: {
    name: 'pve_guest_agent_up',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the agent of the running guest answered when it was last asked. No series when none is configured.',
    labels,
  },
  size: {
    name: 'pve_guest_filesystem_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Size of a file system in the guest. The guest itself says so: its owner can make it say anything.',
    labels: [...labels, 'mountpoint', 'fstype'],
  },
  used: {
    name: 'pve_guest_filesystem_used_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Used part of pve_guest_filesystem_size_bytes: the real use that Proxmox itself does not know of a QEMU guest.',
    labels: [...labels, 'mountpoint', 'fstype'],
  },
} as const satisfies Record<string, MetricDefinition>;
