import type { Call, Endpoint } from '../http/call.ts';
import { askAgent } from '../model/agent.ts';
import { hostnameOf } from '../model/contents.ts';
import { bootDiskSize, nics } from '../model/guest-config.ts';
import type { Guest, RunningGuest } from '../state/world.ts';

const base = '/nodes/{node}/qemu/{vmid}/agent';

export const qemuAgentEndpoints: Endpoint[] = [
  { method: 'POST', template: `${base}/ping`, handle: (call) => ask(call, () => ({})) },
  { method: 'GET', template: `${base}/network-get-interfaces`, handle: (call) => ask(call, interfaces) },
  { method: 'GET', template: `${base}/get-host-name`, handle: (call) => ask(call, (guest) => ({ 'host-name': hostname(guest) })) },
  { method: 'GET', template: `${base}/get-fsinfo`, handle: (call) => ask(call, fileSystems) },
  { method: 'GET', template: `${base}/get-osinfo`, handle: (call) => ask(call, osInfo) },
];

async function ask(call: Call, answer: (guest: Guest, running: RunningGuest) => unknown): Promise<unknown> {
  const { guest, running } = await askAgent(call);
  return { result: answer(guest, running) };
}

function hostname(guest: Guest): string {
  return hostnameOf(guest.contents, guest.running?.config ?? guest.config);
}

function fileSystems(guest: Guest, running: RunningGuest): unknown[] {
  const total = Math.round(bootDiskSize(running.config) * 0.97);
  return [{ device: 'sda1', mountpoint: '/', type: 'ext4' }, ...guest.contents.mounts].map(({ device, mountpoint, type }) => ({
    name: device,
    mountpoint,
    type,
    'total-bytes': total,
    'used-bytes': Math.round(total * 0.28),
    disk: [{ 'bus-type': 'scsi', bus: 0, target: 0, unit: 0, dev: `/dev/${device}`, serial: '0QEMU_QEMU_HARDDISK_drive-scsi0' }],
  }));
}

function interfaces(_: Guest, running: RunningGuest): unknown[] {
  const statistics = {
    'rx-bytes': 0,
    'rx-packets': 0,
    'rx-errs': 0,
    'rx-dropped': 0,
    'tx-bytes': 0,
    'tx-packets': 0,
    'tx-errs': 0,
    'tx-dropped': 0,
  };
  const loopback = {
    name: 'lo',
    'hardware-address': '00:00:00:00:00:00',
    'ip-addresses': [
      { 'ip-address': '127.0.0.1', 'ip-address-type': 'ipv4', prefix: 8 },
      { 'ip-address': '::1', 'ip-address-type': 'ipv6', prefix: 128 },
    ],
    statistics,
  };
  const cards = nics(running.config).map((nic, index) => ({
    name: `eth${index}`,
    'hardware-address': nic.mac.toLowerCase(),
    'ip-addresses': [
      ...running.addresses
        .filter((address) => address.nic === nic.key)
        .map(({ ip, prefix }) => ({ 'ip-address': ip, 'ip-address-type': 'ipv4', prefix })),
      { 'ip-address': linkLocal(nic.mac), 'ip-address-type': 'ipv6', prefix: 64 },
    ],
    statistics,
  }));
  return [loopback, ...cards];
}

function linkLocal(mac: string): string {
  const bytes = mac.split(':').map((part) => Number.parseInt(part, 16));
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes;
  const hex = (high: number, low: number): string => ((high << 8) | low).toString(16);
  return `fe80::${hex(a ^ 2, b)}:${hex(c, 0xff)}:${hex(0xfe, d)}:${hex(e, f)}`;
}

/** What os-release says. */
function osInfo(guest: Guest): unknown {
  const release = guest.contents.files['/etc/os-release']?.content ?? '';
  const of = (key: string): string => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(release)?.[1] ?? '';
  const id = of('ID');
  const name = of('NAME') || (names[id] ?? id);
  const version = of('VERSION_ID');
  return {
    id,
    name,
    'pretty-name': `${name} ${version}`,
    version,
    'version-id': version,
    machine: 'x86_64',
    'kernel-release': '6.12.43+deb13-amd64',
    'kernel-version': '#1 SMP PREEMPT_DYNAMIC Debian 6.12.43-1',
  };
}

const names: Record<string, string> = { debian: 'Debian GNU/Linux', ubuntu: 'Ubuntu', almalinux: 'AlmaLinux', rocky: 'Rocky Linux' };
