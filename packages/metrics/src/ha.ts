import type { MetricDefinition } from './definition.ts';

const labels = ['cluster', 'id'] as const;

/** The high availability manager of a cluster, read in the background. The states of guests and nodes are in pve_ha_state. */
export const haMetrics = {
  master: {
    name: 'pve_ha_master_info',
    type: 'gauge',
    unit: 'info',
    help: 'Which node (node/<node>) holds the lock of the manager. No series when high availability is not used.',
    labels,
  },
  masterSeen: {
    name: 'pve_ha_master_last_seen_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the manager last wrote its status.',
    labels,
  },
  lrm: {
    name: 'pve_ha_lrm_state',
    type: 'gauge',
    unit: 'state',
    help: 'State of the local resource manager of the node, such as active, idle or maintenance mode.',
    labels: [...labels, 'state'],
  },
  fencing: {
    name: 'pve_ha_fencing_state',
    type: 'gauge',
    unit: 'state',
    help: 'Whether fencing is armed: armed, standby, disarming or disarmed. Only the one that holds has a series.',
    labels: ['cluster', 'state'],
  },
} as const satisfies Record<string, MetricDefinition>;
