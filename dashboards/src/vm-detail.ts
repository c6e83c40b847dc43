import { RowBuilder, type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { runningStates, vigieDashboard } from './frame.ts';
import { stat, timeSeries } from './panels.ts';
import { insideGuest, theGuest } from './selectors.ts';
import { table } from './table.ts';
import { clusterVariable, datasourceVariable, guestVariable, tenantsVariable } from './variables.ts';

/** How is this one guest, seen from outside by Proxmox and from inside by its node exporter? */
export function vmDetail(): Dashboard {
  const dashboard = vigieDashboard({
    uid: 'vigie-vm-detail',
    title: 'VM detail',
    description: 'One virtual machine or container: as Proxmox sees it, and as its own node exporter does when it is monitored.',
  })
    .withVariable(datasourceVariable())
    .withVariable(clusterVariable())
    .withVariable(tenantsVariable())
    .withVariable(guestVariable());
  for (const panel of summary()) dashboard.withPanel(panel);
  dashboard.withRow(new RowBuilder('Seen by Proxmox'));
  for (const panel of seenByProxmox()) dashboard.withPanel(panel);
  dashboard.withRow(new RowBuilder('Seen inside the guest'));
  for (const panel of seenInside()) dashboard.withPanel(panel);
  return dashboard.build();
}

const notMonitored = 'No node exporter: tag the guest "monitored"';
const rate = (counter: string) => `rate(${counter}[$__rate_interval])`;

const summary = () => [
  stat({
    title: 'State',
    description: 'Whether the guest runs. A guest on a node that is offline counts as stopped.',
    unit: 'short',
    queries: [{ expr: theGuest('pve_up') }],
    width: 3,
    states: runningStates,
  }),
  stat({ title: 'Uptime', description: 'Time since the guest was started.', unit: 's', queries: [{ expr: theGuest('pve_uptime_seconds') }], width: 3 }),
  stat({ title: 'CPUs', description: 'CPUs that the guest has.', unit: 'short', queries: [{ expr: theGuest('pve_cpu_usage_limit') }], width: 3 }),
  stat({ title: 'Memory size', description: 'Memory that the guest has.', unit: 'bytes', queries: [{ expr: theGuest('pve_memory_size_bytes') }], width: 3 }),
  stat({ title: 'Boot disk size', description: 'Size of the boot disk.', unit: 'bytes', queries: [{ expr: theGuest('pve_disk_size_bytes') }], width: 3 }),
  table({
    title: 'Guest',
    description: 'Where the guest is and whose it is.',
    width: 9,
    height: 4,
    labels: { name: 'Name', tenant: 'Tenant', node: 'Node', type: 'Type', tags: 'Tags' },
    values: [{ expr: theGuest('pve_guest_info'), head: 'Known', unit: 'bool_yes_no' }],
  }),
];

const seenByProxmox = () => [
  timeSeries({
    title: 'CPU',
    description: 'CPU in use as a part of the CPUs that the guest has.',
    unit: 'percentunit',
    queries: [{ expr: theGuest('pve_cpu_usage_ratio'), legend: 'in use' }],
    width: 12,
    max: 1,
  }),
  timeSeries({
    title: 'Memory',
    description: 'Memory that the guest uses and has. Without its balloon driver, caches count as used.',
    unit: 'bytes',
    queries: [
      { expr: theGuest('pve_memory_usage_bytes'), legend: 'in use' },
      { expr: theGuest('pve_memory_size_bytes'), legend: 'all' },
    ],
    width: 12,
  }),
  timeSeries({
    title: 'Network',
    description: 'What goes through all network cards of the guest.',
    unit: 'Bps',
    queries: [
      { expr: rate(theGuest('pve_network_receive_bytes_total')), legend: 'received' },
      { expr: rate(theGuest('pve_network_transmit_bytes_total')), legend: 'sent' },
    ],
    width: 12,
  }),
  timeSeries({
    title: 'Disk',
    description: 'What the guest reads from and writes to its disks. Not every storage counts it.',
    unit: 'Bps',
    queries: [
      { expr: rate(theGuest('pve_disk_read_bytes_total')), legend: 'read' },
      { expr: rate(theGuest('pve_disk_written_bytes_total')), legend: 'written' },
    ],
    width: 12,
  }),
];

const seenInside = () => [
  stat({
    title: 'Node exporter',
    description: 'Whether the node exporter in the guest answers. Only guests with the tag "monitored" are asked.',
    unit: 'short',
    queries: [{ expr: insideGuest('up') }],
    width: 6,
    noValue: notMonitored,
    states: { 0: { text: 'Silent', color: 'red' }, 1: { text: 'Answers', color: 'green' } },
  }),
  stat({
    title: 'Since boot',
    description: 'Time since the operating system booted. Less than the uptime above after a reboot inside.',
    unit: 's',
    queries: [{ expr: `${insideGuest('node_time_seconds')} - ${insideGuest('node_boot_time_seconds')}` }],
    width: 6,
    noValue: notMonitored,
  }),
  stat({
    title: 'Load',
    description: 'Processes that run or wait to, as a mean of one minute, for each CPU. Above 1, they wait.',
    unit: 'short',
    queries: [
      { expr: `${insideGuest('node_load1')} / on (vmid) count by (vmid) (${insideGuest('node_cpu_seconds_total', 'mode="idle"')})` },
    ],
    width: 6,
    noValue: notMonitored,
    limits: [1, 2],
  }),
  table({
    title: 'Operating system',
    description: 'Name of the host and its kernel, as the guest gives them.',
    width: 6,
    height: 4,
    labels: { nodename: 'Host', sysname: 'System', release: 'Kernel' },
    values: [{ expr: insideGuest('node_uname_info'), head: 'Known', unit: 'bool_yes_no' }],
  }),
  timeSeries({
    title: 'CPU by mode',
    description: 'What the CPUs of the guest work for, as a part of all of them.',
    unit: 'percentunit',
    queries: [{ expr: `avg by (mode) (${rate(insideGuest('node_cpu_seconds_total', 'mode!="idle"'))})`, legend: '{{mode}}' }],
    width: 12,
    noValue: notMonitored,
    stacked: true,
    max: 1,
  }),
  timeSeries({
    title: 'Memory in use',
    description: 'Memory that is not available to programs, as a part of all. Caches that can be dropped do not count.',
    unit: 'percentunit',
    queries: [
      { expr: `1 - ${insideGuest('node_memory_MemAvailable_bytes')} / ${insideGuest('node_memory_MemTotal_bytes')}`, legend: 'in use' },
    ],
    width: 12,
    noValue: notMonitored,
    max: 1,
  }),
  timeSeries({
    title: 'File systems in use',
    description: 'Used part of each file system, without those that live in memory.',
    unit: 'percentunit',
    queries: [
      {
        expr: `1 - ${insideGuest('node_filesystem_avail_bytes', realFileSystem)} / ${insideGuest('node_filesystem_size_bytes', realFileSystem)}`,
        legend: '{{mountpoint}}',
      },
    ],
    width: 8,
    noValue: notMonitored,
    limits: [0.8, 0.9],
    max: 1,
  }),
  timeSeries({
    title: 'Disks',
    description: 'What is read from and written to each disk, as the guest counts it.',
    unit: 'Bps',
    queries: [
      { expr: rate(insideGuest('node_disk_read_bytes_total')), legend: '{{device}} read' },
      { expr: rate(insideGuest('node_disk_written_bytes_total')), legend: '{{device}} written' },
    ],
    width: 8,
    noValue: notMonitored,
  }),
  timeSeries({
    title: 'Network cards',
    description: 'What goes through each network card, as the guest counts it.',
    unit: 'Bps',
    queries: [
      { expr: rate(insideGuest('node_network_receive_bytes_total', 'device!="lo"')), legend: '{{device}} received' },
      { expr: rate(insideGuest('node_network_transmit_bytes_total', 'device!="lo"')), legend: '{{device}} sent' },
    ],
    width: 8,
    noValue: notMonitored,
  }),
];

const realFileSystem = 'fstype!~"tmpfs|ramfs|overlay|squashfs"';
