import { RowBuilder, type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { runningStates, vigieDashboard } from './frame.ts';
import { bars, stat, timeSeries } from './panels.ts';
import { guests, nodes, ofMachines, storages } from './selectors.ts';
import { perStorage } from './storage-queries.ts';
import { table } from './table.ts';
import { clustersVariable, datasourceVariable, tenantsVariable } from './variables.ts';

/** Is anything wrong, who uses what, what fills up, and can we believe what we see? */
export function infrastructureOverview(): Dashboard {
  const dashboard = vigieDashboard({
    uid: 'vigie-infrastructure',
    title: 'Infrastructure overview',
    description: 'All clusters: nodes, guests, tenants and storages, and whether the monitoring itself works.',
  })
    .withVariable(datasourceVariable())
    .withVariable(clustersVariable())
    .withVariable(tenantsVariable());
  for (const panel of stateNow()) dashboard.withPanel(panel);
  dashboard.withRow(new RowBuilder('Nodes'));
  for (const panel of nodePanels()) dashboard.withPanel(panel);
  dashboard.withRow(new RowBuilder('Guests and tenants'));
  for (const panel of guestPanels()) dashboard.withPanel(panel);
  dashboard.withRow(new RowBuilder('Storage'));
  for (const panel of storagePanels()) dashboard.withPanel(panel);
  dashboard.withRow(new RowBuilder('The monitoring itself'));
  for (const panel of monitoringPanels()) dashboard.withPanel(panel);
  return dashboard.build();
}

const stateNow = () => [
  stat({
    title: 'Clusters not answering',
    description: 'Clusters whose Proxmox API the exporter cannot read. Everything else about them is unknown then.',
    unit: 'short',
    queries: [{ expr: 'sum(1 - pve_up{cluster=~"$cluster", id=~"cluster/.+"})' }],
    width: 4,
    limits: [1, 1],
  }),
  stat({
    title: 'Clusters without quorum',
    description: 'Clusters that cannot change anything now: no start, no migration, no configuration. A single node has no quorum to lose.',
    unit: 'short',
    queries: [
      {
        expr:
          'count(pve_cluster_info{cluster=~"$cluster"})'
          + ' - (count(pve_cluster_info{cluster=~"$cluster", quorate="1"}) or vector(0))',
      },
    ],
    width: 4,
    noValue: 'Single nodes',
    limits: [1, 1],
  }),
  stat({
    title: 'Nodes offline',
    description: 'Nodes that their cluster does not see.',
    unit: 'short',
    queries: [{ expr: `sum(1 - ${nodes('pve_up')})` }],
    width: 4,
    limits: [1, 1],
  }),
  stat({
    title: 'Nodes',
    description: 'Nodes of the chosen clusters.',
    unit: 'short',
    queries: [{ expr: `count(${nodes('pve_up')})` }],
    width: 4,
  }),
  stat({
    title: 'Guests running',
    description: 'Virtual machines and containers that run. Templates are not counted.',
    unit: 'short',
    queries: [{ expr: `sum(${ofMachines(guests('pve_up'))})` }],
    width: 4,
  }),
  stat({
    title: 'Guests not running',
    description: 'Stopped on purpose, by a fault, or on a node that is offline. Templates are not counted.',
    unit: 'short',
    queries: [{ expr: `sum(${ofMachines(`(1 - ${guests('pve_up')})`)})` }],
    width: 4,
  }),
];

const nodePanels = () => [
  timeSeries({
    title: 'CPU of the nodes',
    description: 'CPU in use as a part of all CPUs of the node.',
    unit: 'percentunit',
    queries: [{ expr: nodes('pve_cpu_usage_ratio'), legend: '{{cluster}} {{id}}' }],
    width: 8,
    max: 1,
  }),
  timeSeries({
    title: 'Memory of the nodes',
    description: 'Used memory as a part of all memory of the node. Near 100 %, the node kills guests.',
    unit: 'percentunit',
    queries: [{ expr: `${nodes('pve_memory_usage_bytes')} / ${nodes('pve_memory_size_bytes')}`, legend: '{{cluster}} {{id}}' }],
    width: 8,
    max: 1,
  }),
  bars({
    title: 'Root file system of the nodes',
    description: 'Used part of the file system that the node itself runs from. A full one stops Proxmox.',
    unit: 'percentunit',
    queries: [{ expr: `${nodes('pve_disk_usage_bytes')} / ${nodes('pve_disk_size_bytes')}`, legend: '{{cluster}} {{id}}' }],
    width: 8,
    max: 1,
    limits: [0.8, 0.9],
  }),
];

const perTenant = (value: string) => `sum by (tenant) (${ofMachines(value)})`;

const guestPanels = () => [
  timeSeries({
    title: 'Guests by state',
    description: 'Virtual machines and containers, without templates.',
    unit: 'short',
    queries: [
      { expr: `sum(${ofMachines(guests('pve_up'))})`, legend: 'running' },
      { expr: `sum(${ofMachines(`(1 - ${guests('pve_up')})`)})`, legend: 'not running' },
    ],
    width: 8,
    stacked: true,
  }),
  timeSeries({
    title: 'CPUs in use by tenant',
    description: 'Whole CPUs that the guests of each tenant use. The nameless line is guests without a tenant.',
    unit: 'short',
    queries: [{ expr: perTenant(`${guests('pve_cpu_usage_ratio')} * ${guests('pve_cpu_usage_limit')}`), legend: '{{tenant}}' }],
    width: 8,
    stacked: true,
  }),
  timeSeries({
    title: 'Memory in use by tenant',
    description: 'Memory that the guests of each tenant use. The nameless line is guests without a tenant.',
    unit: 'bytes',
    queries: [{ expr: perTenant(guests('pve_memory_usage_bytes')), legend: '{{tenant}}' }],
    width: 8,
    stacked: true,
  }),
  table({
    title: 'Tenants',
    description: 'What each tenant has now. CPUs and memory are what its guests are given, running or not.',
    width: 8,
    labels: { tenant: 'Tenant' },
    values: [
      { expr: perTenant(guests('pve_up')), head: 'Running', unit: 'short' },
      { expr: perTenant(guests('pve_cpu_usage_limit')), head: 'CPUs', unit: 'short' },
      { expr: perTenant(guests('pve_memory_size_bytes')), head: 'Memory', unit: 'bytes' },
    ],
  }),
  table({
    title: 'Guests',
    description: 'Every guest of the chosen tenants; its name leads to its details.',
    width: 16,
    labels: { cluster: 'Cluster', tenant: 'Tenant', name: 'Guest', vmid: 'VMID', node: 'Node' },
    values: [
      { expr: guestRow('pve_up'), head: 'State', unit: 'short', states: runningStates },
      { expr: guestRow('pve_cpu_usage_ratio'), head: 'CPU', unit: 'percentunit' },
      { expr: guestRow('pve_memory_usage_bytes'), head: 'Memory in use', unit: 'bytes' },
      { expr: guestRow('pve_uptime_seconds'), head: 'Uptime', unit: 's' },
    ],
    link: {
      head: 'Guest',
      title: 'Details',
      url: '/d/vigie-vm-detail?var-cluster=${__data.fields.Cluster}&var-guest=${__data.fields.VMID}&${datasource:queryparam}&${tenant:queryparam}&${__url_time_range}',
    },
  }),
];

/** A guest's value with its name and node, and its VMID alone, as the dashboard of one guest wants it. */
function guestRow(metric: string): string {
  return `label_replace(${ofMachines(guests(metric), 'name', 'node')}, "vmid", "$1", "id", ".+/(.+)")`;
}

const size = storages('pve_disk_size_bytes');

const storagePanels = () => [
  bars({
    title: 'Storage in use',
    description: 'Used part of each storage. One that nodes share is counted once.',
    unit: 'percentunit',
    queries: perStorage(`${storages('pve_disk_usage_bytes')} / ${size}`),
    width: 12,
    max: 1,
    limits: [0.8, 0.9],
  }),
  bars({
    title: 'Storage in use in a week, by trend',
    description: 'Where each storage is in 7 days if it goes on as in the last 6 hours. A bar that is full means: act this week.',
    unit: 'percentunit',
    queries: perStorage(`clamp_min(predict_linear(${storages('pve_disk_usage_bytes')}[6h], 7 * 86400), 0) / ${size}`),
    width: 12,
    max: 1,
    limits: [0.9, 1],
  }),
];

const monitoringPanels = () => [
  stat({
    title: 'Scraped',
    description: 'Whether Prometheus reaches our daemons and the node exporters in the guests: the part of each job that answers.',
    unit: 'percentunit',
    queries: [{ expr: 'avg by (job) (up{job=~"vigie-.+|node"})', legend: '{{job}}' }],
    width: 8,
  }),
  stat({
    title: 'Collectors that failed',
    description: 'Parts of the exporter that did not get all that they wanted in the last scrape.',
    unit: 'short',
    queries: [{ expr: 'sum(1 - pve_collector_success{cluster=~"$cluster"})' }],
    width: 4,
    limits: [1, 1],
  }),
  stat({
    title: 'Guests monitored inside',
    description: 'Guests whose node exporter discovery gave to Prometheus.',
    unit: 'short',
    queries: [{ expr: 'sum(vigie_discovery_targets)' }],
    width: 4,
  }),
  stat({
    title: 'Guests without address',
    description: 'Guests that ask to be monitored and run, but have no address in the IPAM of their cluster.',
    unit: 'short',
    queries: [{ expr: 'sum(vigie_discovery_guests_without_address{cluster=~"$cluster", tenant=~"$tenant"})' }],
    width: 4,
    limits: [1, 1],
  }),
  stat({
    title: 'Age of discovery',
    description: 'Time since discovery last read all clusters. While it is old, new guests are not monitored.',
    unit: 's',
    queries: [{ expr: 'time() - max(vigie_discovery_last_success_timestamp_seconds)' }],
    width: 4,
    limits: [300, 900],
  }),
  timeSeries({
    title: 'Time of the collectors',
    description: 'What each part of the exporter took in a scrape, waiting for Proxmox included. A scrape has 10 seconds.',
    unit: 's',
    queries: [{ expr: 'pve_collector_duration_seconds{cluster=~"$cluster"}', legend: '{{cluster}} {{collector}}' }],
    width: 8,
  }),
  timeSeries({
    title: 'Calls of the provisioner to Proxmox',
    description: 'By outcome. An unknown outcome is a call that may have had its effect without our hearing of it; the provisioner looks again then.',
    unit: 'reqps',
    queries: [
      { expr: 'sum by (outcome) (rate(vigie_proxmox_calls_total{cluster=~"$cluster"}[$__rate_interval]))', legend: '{{outcome}}' },
    ],
    width: 8,
    stacked: true,
  }),
  timeSeries({
    title: 'Answer times of the provisioner',
    description: 'The time within which 95 of 100 requests are answered.',
    unit: 's',
    queries: [
      {
        expr: 'histogram_quantile(0.95, sum by (le) (rate(vigie_http_request_duration_seconds_bucket[$__rate_interval])))',
        legend: '95 %',
      },
    ],
    width: 8,
  }),
];
