import { createHash } from 'node:crypto';
import { ApiError, die, forbidden, invalid } from '../http/api-error.ts';
import { flag, list, number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { requireBridge } from '../model/bridge-permission.ts';
import { requireKey } from '../model/config-privileges.ts';
import {
  drives,
  formatDrive,
  formatNic,
  formatSize,
  guestOn,
  isCloudInit,
  isDriveKey,
  newMac,
  parseDrive,
  parseNic,
  parseSize,
  sortedTags,
} from '../model/guest-config.ts';
import { ensureAddresses, freeAddresses } from '../model/ipam.ts';
import { requireRoomToCreate } from '../model/no-space.ts';
import { holds } from '../model/permissions.ts';
import { requireWritableConfig } from '../model/quorum.ts';
import { requireEnabled, requireReachable } from '../model/reach.ts';
import { newVolume } from '../model/volumes.ts';
import { digestOf } from '../model/sdn-view.ts';
import { isPublicKey } from '../model/ssh-key.ts';
import { now } from '../simulator.ts';
import type { ConfigValue, Guest } from '../state/world.ts';

const template = '/nodes/{node}/qemu/{vmid}/config';

export const qemuConfigEndpoints: Endpoint[] = [
  { method: 'GET', template, handle: getConfig },
  { method: 'PUT', template, handle: putConfig },
  { method: 'POST', template, handle: postConfig },
  { method: 'GET', template: '/nodes/{node}/qemu/{vmid}/pending', handle: getPending },
];

/** Keys that a running guest takes at once; the others wait for its next start. */
const immediate =
  /^(name|description|tags|onboot|startup|protection|lock|autostart|hookscript|net\d+|(ide|sata|scsi|virtio)\d+|unused\d+)$/;
const notConfig = new Set([
  'node',
  'vmid',
  'delete',
  'revert',
  'digest',
  'force',
  'skiplock',
  'background_delay',
  'import-working-storage',
  'idlist',
]);
const hidden = '**********';

function guestFor(call: Call): Guest {
  return guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
}

function masked(key: string, value: ConfigValue): ConfigValue {
  return key === 'cipassword' ? hidden : value;
}

/** With pending changes applied; `current=1` shows what a running guest has. */
function getConfig(call: Call): unknown {
  const guest = guestFor(call);
  const config = { ...guest.config };
  if (!flag(call, 'current')) {
    for (const [key, value] of Object.entries(guest.pending)) {
      if (value === null) delete config[key];
      else config[key] = value;
    }
  }
  const shown = Object.entries(config).map(([key, value]) => [key, masked(key, value)]);
  return { ...Object.fromEntries(shown), digest: digestOf(guest.config) };
}

function getPending(call: Call): unknown[] {
  const guest = guestFor(call);
  const keys = new Set([...Object.keys(guest.config), ...Object.keys(guest.pending)]);
  const rows = [...keys].map((key) => {
    const value = guest.config[key];
    const pending = guest.pending[key];
    return {
      key,
      ...(value === undefined ? {} : { value: masked(key, value) }),
      ...(pending === undefined ? {} : pending === null ? { delete: 1 } : { pending: masked(key, pending) }),
    };
  });
  return [...rows, { key: 'digest', value: digestOf(guest.config) }];
}

function putConfig(call: Call): null {
  change(call, guestFor(call));
  return null;
}

/** The same, asynchronous: locks and values are checked by the worker. */
function postConfig(call: Call): string {
  const guest = guestFor(call);
  requireKeys(call, guest);
  return call.sim.tasks.start({
    node: guest.node,
    type: 'qmconfig',
    id: String(guest.vmid),
    identity: call.identity,
    work: async (task) => {
      await task.wait(call.sim.delays.config);
      change(call, guestFor(call));
    },
  });
}

/** What a PUT of the config does at once. */
export function change(call: Call, guest: Guest): void {
  requireKeys(call, guest);
  const digest = optionalText(call, 'digest');
  if (digest !== undefined && digest !== digestOf(guest.config))
    die('detected modified configuration - file changed by other user? Try again.');
  if (guest.config['lock'] !== undefined) die(`VM is locked (${guest.config['lock']})`);
  const values = Object.entries(call.params).filter(([key]) => !notConfig.has(key));
  const prepared = values.map(([key, value]): [string, ConfigValue] => [key, prepareValue(call, guest, key, value as ConfigValue)]);
  requireWritable(call, guest);
  for (const key of list(call, 'revert')) delete guest.pending[key];
  for (const key of list(call, 'delete')) remove(call, guest, key);
  for (const [key, value] of prepared) store(call, guest, key, value);
}

function requireWritable({ world }: Call, guest: Guest): void {
  try {
    requireWritableConfig(world, guest, world.counters.pid);
  } catch (error) {
    die((error as Error).message);
  }
}

function requireKeys(call: Call, guest: Guest): void {
  if (call.params['skiplock'] !== undefined) invalid({ skiplock: 'Only root may use this option.' });
  for (const key of list(call, 'delete')) {
    if (!/^[a-z]+\d*$/.test(key) || !known(key, guest)) invalid({ delete: `unknown option '${key}'` });
    if (call.params[key] !== undefined) invalid({ delete: `you can't use '-${key}' and -delete ${key}' at the same time` });
    requireKey(call, guest.vmid, key, String(guest.config[key] ?? ''));
  }
  for (const key of list(call, 'revert')) {
    if (!known(key, guest)) invalid({ revert: `unknown option '${key}'` });
    if (call.params[key] !== undefined) invalid({ revert: `you can't use '-${key}' and '-revert ${key}' at the same time` });
    requireKey(call, guest.vmid, key, String(guest.config[key] ?? ''));
  }
  for (const [key, value] of Object.entries(call.params)) {
    if (notConfig.has(key)) continue;
    if (key === 'args') die("only root can set 'args' config");
    requireKey(call, guest.vmid, key, String(value));
    if (/^net\d+$/.test(key)) requireBridge(call, parseNic(key, String(value)).bridge);
  }
}

const plainKeys = new Set(
  (
    'acpi agent balloon bios boot bootdisk cicustom cipassword citype ciupgrade ciuser cores cpu cpulimit ' +
    'cpuunits description hotplug kvm lock machine memory name nameserver numa onboot ostype protection rng0 ' +
    'scsihw searchdomain shares smbios1 sockets sshkeys startup tablet tags template vcpus vga vmgenid watchdog'
  ).split(' '),
);

function known(key: string, guest: Guest): boolean {
  return (
    plainKeys.has(key) || guest.config[key] !== undefined || isDriveKey(key) || /^(net|ipconfig|serial|usb|unused|hostpci)\d+$/.test(key)
  );
}

/** A value as the config file keeps it: MACs given, passwords hashed, volumes made. */
export function prepareValue(call: Call, guest: Guest, key: string, value: ConfigValue): ConfigValue {
  if (key === 'tags') return sortedTags(String(value));
  if (key === 'sshkeys') return checkKeys(String(value));
  if (key === 'cipassword') return crypted(String(value));
  if (/^net\d+$/.test(key)) {
    const nic = parseNic(key, String(value));
    return formatNic({ ...nic, mac: nic.mac === '' ? newMac() : nic.mac });
  }
  return isDriveKey(key) ? allocate(call, guest, key, String(value)) : value;
}

function checkKeys(value: string): string {
  const lines = decodeURIComponent(value)
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (!lines.every(isPublicKey)) throw new ApiError(500, 'SSH public key validation error');
  return value;
}

/** A crypt hash is kept, anything else is hashed before it is stored. */
function crypted(value: string): string {
  return /^\$(1|5|6|2[aby]|y)\$/.test(value) ? value : `$5$simulated$${createHash('sha256').update(value).digest('base64')}`;
}

/** `storage:20` makes a volume of 20 GiB, `storage:cloudinit` a cloud-init drive; anything else names what exists. */
function allocate(call: Call, guest: Guest, key: string, value: string): string {
  const drive = parseDrive(key, value);
  const [, storage = '', what = ''] = /^([^:/]+):(\d+(?:\.\d+)?|cloudinit)$/.exec(drive.volid) ?? [];
  if (storage === '') return formatDrive(drive);
  const { world } = call;
  const found = requireEnabled(world, storage, guest.node);
  if (!holds(call.world, call.identity, `/storage/${storage}`, 'Datastore.AllocateSpace'))
    forbidden(`/storage/${storage}`, ['Datastore.AllocateSpace']);
  const cloudInit = what === 'cloudinit';
  const size = cloudInit ? 4 * 1024 ** 2 : parseSize(`${what}G`);
  requireReachable(world, storage);
  const { format: asked, ...options } = drive.options;
  const { volid, format } = newVolume(world, { storage, vmid: guest.vmid, what: cloudInit ? 'cloudinit' : 'disk', format: asked });
  requireRoomToCreate(world, { storage, node: guest.node, volid }, size);
  const node = found.shared ? null : guest.node;
  world.volumes[volid] = { storage, node, vmid: guest.vmid, size, format, content: 'images', ctime: now(), parent: null };
  return formatDrive({ key, volid, options: { ...options, ...(cloudInit ? { media: 'cdrom' } : { size: formatSize(size) }) } });
}

function store(call: Call, guest: Guest, key: string, value: ConfigValue): void {
  if (guest.running !== null && !immediate.test(key)) {
    if (guest.config[key] === value) delete guest.pending[key];
    else guest.pending[key] = value;
    return;
  }
  const before = guest.config[key];
  if (isDriveKey(key) && before !== undefined && parseDrive(key, String(before)).volid !== parseDrive(key, String(value)).volid)
    detach(call, guest, key);
  const old = /^net\d+$/.test(key) && before !== undefined ? parseNic(key, String(before)) : null;
  guest.config[key] = value;
  if (!/^net\d+$/.test(key)) return;
  const nic = parseNic(key, String(value));
  if (old !== null && (old.mac !== nic.mac || old.bridge !== nic.bridge)) freeAddresses(call.world, guest, [old]);
  ensureAddresses(call.world, guest);
}

function remove(call: Call, guest: Guest, key: string): void {
  if (guest.config[key] === undefined) {
    delete guest.pending[key];
  } else if (guest.running !== null && !immediate.test(key)) {
    guest.pending[key] = null;
  } else if (isDriveKey(key)) {
    detach(call, guest, key);
  } else {
    if (/^net\d+$/.test(key)) freeAddresses(call.world, guest, [parseNic(key, String(guest.config[key]))]);
    if (/^unused\d+$/.test(key)) delete call.world.volumes[String(guest.config[key])];
    delete guest.config[key];
  }
}

/** A detached disk is kept as unusedN unless `force` is given; a cloud-init drive is removed. */
function detach(call: Call, guest: Guest, key: string): void {
  const { world } = call;
  const drive = drives(guest.config).find((item) => item.key === key);
  delete guest.config[key];
  if (drive === undefined || world.volumes[drive.volid] === undefined) return;
  if (isCloudInit(drive) || flag(call, 'force')) delete world.volumes[drive.volid];
  else keepUnused(guest, drive.volid);
}

export function keepUnused(guest: Guest, volid: string): void {
  let index = 0;
  while (guest.config[`unused${index}`] !== undefined) index += 1;
  guest.config[`unused${index}`] = volid;
}
