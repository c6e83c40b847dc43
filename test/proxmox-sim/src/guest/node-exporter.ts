import { bootDiskSize, cpuCount, maxMemory } from '../model/guest-config.ts';
import { guestLoad } from '../model/load.ts';
import { nowMs } from '../clock.ts';
import { now } from '../simulator.ts';
import type { Guest } from '../state/world.ts';

/** What node_exporter inside the guest would say: the families that dashboards and rules of this field use. */
export function nodeExporterMetrics(guest: Guest): string {
  const load = guestLoad(guest);
  const config = guest.running?.config ?? guest.config;
  const lines: string[] = [];
  const family = (name: string, type: 'counter' | 'gauge', help: string, samples: [labels: string, value: number][]): void => {
    lines.push(
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(([labels, value]) => `${name}${labels === '' ? '' : `{${labels}}`} ${value}`),
    );
  };
  const memory = maxMemory(config);
  const disk = bootDiskSize(config);
  const cpus = Array.from({ length: cpuCount(config) }, (_, cpu) => cpu);
  family(
    'node_cpu_seconds_total',
    'counter',
    'Seconds the CPUs spent in each mode.',
    cpus.flatMap((cpu): [string, number][] => [
      [`cpu="${cpu}",mode="idle"`, round(load.uptime * 0.93)],
      [`cpu="${cpu}",mode="iowait"`, round(load.uptime * 0.01)],
      [`cpu="${cpu}",mode="system"`, round(load.uptime * 0.02)],
      [`cpu="${cpu}",mode="user"`, round(load.uptime * 0.04)],
    ]),
  );
  family('node_load1', 'gauge', '1m load average.', [['', round(load.cpu * cpus.length)]]);
  family('node_memory_MemTotal_bytes', 'gauge', 'Memory information field MemTotal_bytes.', [['', memory]]);
  family('node_memory_MemAvailable_bytes', 'gauge', 'Memory information field MemAvailable_bytes.', [['', memory - load.mem]]);
  const root = 'device="/dev/sda1",fstype="ext4",mountpoint="/"';
  const run = 'device="tmpfs",fstype="tmpfs",mountpoint="/run"';
  family('node_filesystem_size_bytes', 'gauge', 'Filesystem size in bytes.', [
    [root, Math.round(disk * 0.97)],
    [run, Math.round(memory / 10)],
  ]);
  family('node_filesystem_avail_bytes', 'gauge', 'Filesystem space available to non-root users in bytes.', [
    [root, Math.round(disk * 0.72)],
    [run, Math.round(memory / 10) - 600_000],
  ]);
  family('node_disk_read_bytes_total', 'counter', 'The total number of bytes read successfully.', [['device="sda"', load.diskread]]);
  family('node_disk_written_bytes_total', 'counter', 'The total number of bytes written successfully.', [['device="sda"', load.diskwrite]]);
  family('node_network_receive_bytes_total', 'counter', 'Network device statistic receive_bytes.', [
    ['device="eth0"', load.netin],
    ['device="lo"', load.uptime * 40],
  ]);
  family('node_network_transmit_bytes_total', 'counter', 'Network device statistic transmit_bytes.', [
    ['device="eth0"', load.netout],
    ['device="lo"', load.uptime * 40],
  ]);
  family('node_boot_time_seconds', 'gauge', 'Node boot time, in unixtime.', [['', now() - load.uptime]]);
  family('node_time_seconds', 'gauge', 'System time in seconds since epoch (1970).', [['', nowMs() / 1000]]);
  family('node_uname_info', 'gauge', 'Labeled system information as provided by the uname system call.', [
    [`machine="x86_64",nodename="${String(config['name'] ?? '')}",release="6.12.43+deb13-amd64",sysname="Linux"`, 1],
  ]);
  return `${lines.join('\n')}\n`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
