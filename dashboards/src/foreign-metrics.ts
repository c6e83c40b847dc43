/**
 * Metrics that are not ours and that dashboards may ask for, with their own labels: Prometheus's own about its targets,
 * and those of the node_exporter in the guests that every current release gives.
 */
export const foreignMetrics: Readonly<Record<string, readonly string[]>> = {
  up: [],
  node_boot_time_seconds: [],
  node_cpu_seconds_total: ['cpu', 'mode'],
  node_disk_read_bytes_total: ['device'],
  node_disk_written_bytes_total: ['device'],
  node_filesystem_avail_bytes: ['device', 'device_error', 'fstype', 'mountpoint'],
  node_filesystem_size_bytes: ['device', 'device_error', 'fstype', 'mountpoint'],
  node_load1: [],
  node_memory_MemAvailable_bytes: [],
  node_memory_MemTotal_bytes: [],
  node_network_receive_bytes_total: ['device'],
  node_network_transmit_bytes_total: ['device'],
  node_time_seconds: [],
  node_uname_info: ['domainname', 'machine', 'nodename', 'release', 'sysname', 'version'],
};

/** Labels that discovery gives every target of the job `node` (exporter/src/discovery/targets.ts). */
export const discoveryLabels: readonly string[] = ['cluster', 'name', 'node', 'tenant', 'vmid'];
