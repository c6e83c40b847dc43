import type { MetricDefinition } from './definition.ts';

/** What the exporter says of itself; its process and runtime metrics come from prom-client. */
export const exporterMetrics = {
  collectorSuccess: {
    name: 'pve_collector_success',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the collector got all that it wanted in this scrape.',
    labels: ['cluster', 'collector'],
  },
  collectorDuration: {
    name: 'pve_collector_duration_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time that the collector took in this scrape, waiting for Proxmox included.',
    labels: ['cluster', 'collector'],
  },
  collectorLastRefresh: {
    name: 'pve_collector_last_refresh_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the background read of the collector was last complete. Only collectors that read in the background have it.',
    labels: ['cluster', 'collector'],
  },
  pbsCollectorSuccess: {
    name: 'pbs_collector_success',
    type: 'gauge',
    unit: 'flag',
    help: 'Whether the last background read of the collector brought all that it wanted of the backup server.',
    labels: ['server', 'collector'],
  },
  pbsCollectorLastRefresh: {
    name: 'pbs_collector_last_refresh_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When the background read of the collector was last complete.',
    labels: ['server', 'collector'],
  },
  discoveryTargets: {
    name: 'vigie_discovery_targets',
    type: 'gauge',
    unit: 'count',
    help: 'Targets in the list of the last discovery.',
    labels: ['job'],
  },
  discoveryWithoutAddress: {
    name: 'vigie_discovery_guests_without_address',
    type: 'gauge',
    unit: 'count',
    help: 'Running guests that ask to be monitored but have no address in the IPAM of their cluster.',
    labels: ['cluster', 'tenant'],
  },
  discoveryGuestWithoutAddress: {
    name: 'vigie_discovery_guest_without_address_info',
    type: 'gauge',
    unit: 'info',
    help: 'A guest that vigie_discovery_guests_without_address counts.',
    labels: ['cluster', 'id', 'tenant'],
  },
  discoverySharedAddress: {
    name: 'vigie_discovery_guests_with_shared_address',
    type: 'gauge',
    unit: 'count',
    help: 'Running guests that ask to be monitored but have an address that another such guest has too, so that neither is a target.',
    labels: ['cluster', 'tenant'],
  },
  discoveryLastSuccess: {
    name: 'vigie_discovery_last_success_timestamp_seconds',
    type: 'gauge',
    unit: 'timestamp',
    help: 'When discovery last read all clusters and kept its files up to date.',
    labels: [],
  },
  refusedRequests: {
    name: 'vigie_exporter_refused_requests_total',
    type: 'counter',
    unit: 'count',
    help: 'Requests with wrong credentials: of the operator for all that is his, of a tenant for its metrics.',
    labels: ['of'],
  },
  buildInfo: {
    name: 'vigie_exporter_build_info',
    type: 'gauge',
    unit: 'info',
    help: 'Version of the exporter.',
    labels: ['version'],
  },
} as const satisfies Record<string, MetricDefinition>;
