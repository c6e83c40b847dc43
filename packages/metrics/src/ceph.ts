import type { MetricDefinition } from './definition.ts';

/** The Ceph of a cluster, read in the background. No series without one. */
export const cephMetrics = {
  health: {
    name: 'pve_ceph_health_state',
    type: 'gauge',
    unit: 'state',
    help: 'Health of Ceph: ok, warning or error. Only the one that holds has a series.',
    labels: ['cluster', 'state'],
  },
  check: {
    name: 'pve_ceph_health_check_info',
    type: 'gauge',
    unit: 'info',
    help: 'A health check of Ceph that complains (OSD_DOWN, PG_DEGRADED, ...), with its severity: warning or error.',
    labels: ['cluster', 'check', 'severity'],
  },
  osds: {
    name: 'pve_ceph_osds',
    type: 'gauge',
    unit: 'count',
    help: 'OSDs of the cluster.',
    labels: ['cluster'],
  },
  osdsUp: {
    name: 'pve_ceph_osds_up',
    type: 'gauge',
    unit: 'count',
    help: 'OSDs that run.',
    labels: ['cluster'],
  },
  osdsIn: {
    name: 'pve_ceph_osds_in',
    type: 'gauge',
    unit: 'count',
    help: 'OSDs that hold data.',
    labels: ['cluster'],
  },
  size: {
    name: 'pve_ceph_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Raw size of all OSDs.',
    labels: ['cluster'],
  },
  used: {
    name: 'pve_ceph_used_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Used part of pve_ceph_size_bytes, all copies counted.',
    labels: ['cluster'],
  },
  monitors: {
    name: 'pve_ceph_monitors',
    type: 'gauge',
    unit: 'count',
    help: 'Monitors of the cluster.',
    labels: ['cluster'],
  },
  monitorsInQuorum: {
    name: 'pve_ceph_monitors_in_quorum',
    type: 'gauge',
    unit: 'count',
    help: 'Monitors that are in the quorum.',
    labels: ['cluster'],
  },
} as const satisfies Record<string, MetricDefinition>;
