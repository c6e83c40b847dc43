import type { MetricDefinition } from './definition.ts';

const labels = ['cluster', 'id', 'tenant'] as const;

/** What only guests have (QEMU and LXC). `tenant` is the guest's pool, empty without one. */
export const guestMetrics = {
  networkTransmitTotal: {
    name: 'pve_network_transmit_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that the guest sent since it started.',
    labels,
  },
  networkReceiveTotal: {
    name: 'pve_network_receive_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that the guest received since it started.',
    labels,
  },
  diskWrittenTotal: {
    name: 'pve_disk_written_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that the guest wrote to its disks since it started. Not every storage counts them.',
    labels,
  },
  diskReadTotal: {
    name: 'pve_disk_read_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that the guest read from its disks since it started. Not every storage counts them.',
    labels,
  },
  networkTransmit: {
    name: 'pve_network_transmit_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Former name of pve_network_transmit_bytes_total, kept for dashboards that use it.',
    labels,
  },
  networkReceive: {
    name: 'pve_network_receive_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Former name of pve_network_receive_bytes_total, kept for dashboards that use it.',
    labels,
  },
  diskWrite: {
    name: 'pve_disk_write_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Former name of pve_disk_written_bytes_total, kept for dashboards that use it.',
    labels,
  },
  diskRead: {
    name: 'pve_disk_read_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Former name of pve_disk_read_bytes_total, kept for dashboards that use it.',
    labels,
  },
  lockState: {
    name: 'pve_lock_state',
    type: 'gauge',
    unit: 'state',
    help: 'Lock on the configuration of the guest (backup, clone, migrate, ...). Only a lock that is held has a series.',
    labels: ['cluster', 'id', 'tenant', 'state'],
  },
  info: {
    name: 'pve_guest_info',
    type: 'gauge',
    unit: 'info',
    help: 'The guest: its node, name, type (qemu or lxc), whether it is a template (0 or 1), its tags separated by semicolons.',
    labels: ['cluster', 'id', 'tenant', 'node', 'name', 'type', 'template', 'tags'],
  },
} as const satisfies Record<string, MetricDefinition>;
