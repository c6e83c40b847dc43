import { die } from '../http/api-error.ts';
import type { ConfigValue, Guest, World } from '../state/world.ts';

type Config = Record<string, ConfigValue>;

/** A drive line of a config: `ceph-vm:vm-100-disk-0,size=10G`. */
export interface Drive {
  key: string;
  volid: string;
  options: Record<string, string>;
}

export interface Nic {
  key: string;
  model: string;
  mac: string;
  bridge: string | null;
  options: Record<string, string>;
}

const driveKey = /^(ide|sata|scsi|virtio|efidisk|tpmstate)\d+$/;
const nicModels = new Set([
  'e1000',
  'e1000-82540em',
  'e1000-82544gc',
  'e1000-82545em',
  'e1000e',
  'i82551',
  'i82557b',
  'i82559er',
  'ne2k_isa',
  'ne2k_pci',
  'pcnet',
  'rtl8139',
  'virtio',
  'vmxnet3',
]);

/** The guest of a path; its node must be the one in the path, as the config file lives in that node's folder. */
export function guestOn(world: World, node: string, vmid: number): Guest {
  const guest = world.guests[vmid];
  if (guest === undefined || guest.node !== node) die(`Configuration file 'nodes/${node}/qemu-server/${vmid}.conf' does not exist`);
  return guest;
}

export function isDriveKey(key: string): boolean {
  return driveKey.test(key);
}

export function drives(config: Config): Drive[] {
  return Object.entries(config)
    .filter(([key]) => isDriveKey(key))
    .map(([key, value]) => parseDrive(key, String(value)));
}

export function parseDrive(key: string, value: string): Drive {
  const [first = '', ...rest] = value.split(',');
  const options = Object.fromEntries(rest.map((part) => part.split('=', 2) as [string, string]));
  return { key, volid: first.replace(/^(file|volume)=/, ''), options };
}

export function formatDrive({ volid, options }: Drive): string {
  return [volid, ...Object.entries(options).map(([key, value]) => `${key}=${value}`)].join(',');
}

export function isCloudInit(drive: Drive): boolean {
  return /cloudinit$/.test(drive.volid.replace(/\.(qcow2|raw)$/, ''));
}

export function isCdrom(drive: Drive): boolean {
  return drive.options['media'] === 'cdrom';
}

export function nics(config: Config): Nic[] {
  return Object.entries(config)
    .filter(([key]) => /^net\d+$/.test(key))
    .map(([key, value]) => parseNic(key, String(value)));
}

export function parseNic(key: string, value: string): Nic {
  const options: Record<string, string> = {};
  let model = 'virtio';
  let mac = '';
  for (const part of value.split(',')) {
    const [name = '', item] = part.split('=', 2);
    if (nicModels.has(name)) [model, mac] = [name, item ?? ''];
    else if (name === 'model') model = item ?? model;
    else if (name === 'macaddr') mac = item ?? '';
    else options[name] = item ?? '';
  }
  const { bridge = null, ...others } = options;
  return { key, model, mac: mac.toUpperCase(), bridge, options: others };
}

export function formatNic(nic: Nic): string {
  const parts = [`${nic.model}=${nic.mac}`];
  if (nic.bridge !== null) parts.push(`bridge=${nic.bridge}`);
  return [...parts, ...Object.entries(nic.options).map(([key, value]) => `${key}=${value}`)].join(',');
}

/** A MAC from Proxmox's default range. */
export function newMac(): string {
  const byte = (): string =>
    Math.floor(Math.random() * 256)
      .toString(16)
      .toUpperCase()
      .padStart(2, '0');
  return `BC:24:11:${byte()}:${byte()}:${byte()}`;
}

/** `10G` -> bytes. */
export function parseSize(text: string): number {
  const [, digits = '0', unit = ''] = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(text) ?? [];
  return Math.round(Number(digits) * 1024 ** ' KMGT'.indexOf(unit === '' ? ' ' : unit));
}

/** Bytes -> the largest unit that divides them. */
export function formatSize(bytes: number): string {
  for (const [unit, power] of [
    ['T', 4],
    ['G', 3],
    ['M', 2],
    ['K', 1],
  ] as const) {
    if (bytes >= 1024 ** power && bytes % 1024 ** power === 0) return `${bytes / 1024 ** power}${unit}`;
  }
  return String(bytes);
}

export function maxMemory(config: Config): number {
  return Number(String(config['memory'] ?? '512').replace(/^current=/, '')) * 1024 ** 2;
}

export function cpuCount(config: Config): number {
  return Number(config['cores'] ?? 1) * Number(config['sockets'] ?? 1);
}

/** The size of the first boot disk. */
export function bootDiskSize(config: Config): number {
  const order = /order=([^,]+)/.exec(String(config['boot'] ?? ''))?.[1]?.split(';') ?? [];
  const disks = drives(config).filter((drive) => !isCdrom(drive));
  const disk = order.map((key) => disks.find((drive) => drive.key === key)).find((found) => found !== undefined) ?? disks[0];
  return disk === undefined ? 0 : parseSize(disk.options['size'] ?? '0');
}

export function hasAgent(config: Config): boolean {
  return /(^|,)(enabled=)?1(,|$)/.test(String(config['agent'] ?? ''));
}

export function sortedTags(text: string): string {
  return [
    ...new Set(
      text
        .split(/[\s,;]+/)
        .filter((tag) => tag !== '')
        .map((tag) => tag.toLowerCase()),
    ),
  ]
    .sort()
    .join(';');
}
