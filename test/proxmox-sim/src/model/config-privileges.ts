import { forbidden } from '../http/api-error.ts';
import type { Call } from '../http/call.ts';
import { isCdrom, isDriveKey, parseDrive } from './guest-config.ts';
import { holds, holdsAny } from './permissions.ts';

const cpu = new Set(['cores', 'sockets', 'cpu', 'cpulimit', 'cpuunits', 'vcpus', 'numa', 'affinity', 'smp']);
const memory = new Set(['memory', 'balloon', 'shares']);
const hardware = new Set([
  'acpi',
  'bios',
  'machine',
  'vga',
  'ostype',
  'scsihw',
  'kvm',
  'arch',
  'watchdog',
  'rng0',
  'hotplug',
  'keyboard',
  'tablet',
  'smbios1',
  'vmgenid',
]);
const cloudInit = new Set(['ciuser', 'cipassword', 'citype', 'ciupgrade', 'cicustom', 'sshkeys', 'nameserver', 'searchdomain']);

/** Which privilege a config key needs, once any VM.Config.* got the call through. A guest that is being made may get it from its `pool`. */
export function requireKey(call: Call, vmid: number, key: string, value: string, pool?: string): void {
  const alternatives = privilegesFor(key, value);
  const byPool = pool !== undefined && holdsAny(call.world, call.identity, `/pool/${pool}`, alternatives);
  if (!byPool && !holdsAny(call.world, call.identity, `/vms/${vmid}`, alternatives)) forbidden(`/vms/${vmid}`, alternatives);
  if (key === 'startup' && !holds(call.world, call.identity, '/', 'Sys.Modify')) forbidden('/', ['Sys.Modify']);
}

function privilegesFor(key: string, value: string): string[] {
  if (isDriveKey(key)) return [isCdrom(parseDrive(key, value)) || value.includes('cloudinit') ? 'VM.Config.CDROM' : 'VM.Config.Disk'];
  if (key === 'boot' || key === 'bootdisk' || /^unused\d+$/.test(key)) return ['VM.Config.Disk'];
  if (/^net\d+$/.test(key)) return ['VM.Config.Network'];
  if (/^ipconfig\d+$/.test(key) || key === 'nameserver' || key === 'searchdomain') return ['VM.Config.Cloudinit', 'VM.Config.Network'];
  if (cloudInit.has(key)) return ['VM.Config.Cloudinit'];
  if (cpu.has(key)) return ['VM.Config.CPU'];
  if (memory.has(key)) return ['VM.Config.Memory'];
  if (hardware.has(key) || /^(serial|parallel|usb|hostpci|audio)\d+$/.test(key)) return ['VM.Config.HWType'];
  return ['VM.Config.Options'];
}
