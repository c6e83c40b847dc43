import type { MetricDefinition } from './definition.ts';

/** `tenant` is on the guests' series only: on every one of them, so that a numerator and its denominator match. */
const labels = ['cluster', 'id', 'tenant'] as const;

/** What guests, nodes and storages have in common; names and ids are prometheus-pve-exporter's. */
export const resourceMetrics = {
  up: {
    name: 'pve_up',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the guest runs, the node is online, the storage is available, the API of the cluster answered. '
      + 'Guests and storages of a node that is not online are 0.',
    labels,
  },
  diskSize: {
    name: 'pve_disk_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Size of the storage, of the root file system of the node, of the boot disk of the guest.',
    labels,
  },
  diskUsage: {
    name: 'pve_disk_usage_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Used part of pve_disk_size_bytes. Proxmox always gives 0 for a QEMU guest.',
    labels,
  },
  memorySize: { name: 'pve_memory_size_bytes', type: 'gauge', unit: 'bytes', help: 'Memory of the node or guest.', labels },
  memoryUsage: { name: 'pve_memory_usage_bytes', type: 'gauge', unit: 'bytes', help: 'Used memory of the node or guest.', labels },
  cpuUsage: {
    name: 'pve_cpu_usage_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: 'CPU in use by the node or guest as a part of pve_cpu_usage_limit.',
    labels,
  },
  cpuLimit: { name: 'pve_cpu_usage_limit', type: 'gauge', unit: 'cpus', help: 'CPUs of the node or guest.', labels },
  uptime: { name: 'pve_uptime_seconds', type: 'gauge', unit: 'seconds', help: 'Time since the node or guest started.', labels },
  haState: {
    name: 'pve_ha_state',
    type: 'gauge',
    unit: 'state',
    help: 'High availability state of the guest or node. Only the state that holds has a series.',
    labels: ['cluster', 'id', 'tenant', 'state'],
  },
} as const satisfies Record<string, MetricDefinition>;
