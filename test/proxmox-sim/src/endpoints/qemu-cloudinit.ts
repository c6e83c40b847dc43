import { die } from '../http/api-error.ts';
import { number, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { cloudInitFiles } from '../model/cloud-init-files.ts';
import { drives, guestOn, isCloudInit } from '../model/guest-config.ts';
import type { Guest } from '../state/world.ts';

const template = '/nodes/{node}/qemu/{vmid}/cloudinit';

export const qemuCloudInitEndpoints: Endpoint[] = [
  { method: 'GET', template, handle: listCloudInit },
  { method: 'PUT', template, handle: regenerate },
  { method: 'GET', template: `${template}/dump`, handle: dump },
];

const keys = /^(ciuser|cipassword|citype|ciupgrade|cicustom|sshkeys|nameserver|searchdomain|ipconfig\d+)$/;

function guestFor(call: Call): Guest {
  return guestOn(call.world, text(call, 'node'), number(call, 'vmid'));
}

function listCloudInit(call: Call): unknown[] {
  const { config, pending } = guestFor(call);
  const shown = (key: string, value: unknown): unknown => (key === 'cipassword' ? '**********' : value);
  const names = [...new Set([...Object.keys(config), ...Object.keys(pending)])].filter((key) => keys.test(key));
  return names.map((key) => ({
    key,
    ...(config[key] === undefined ? {} : { value: shown(key, config[key]) }),
    ...(pending[key] === undefined ? {} : pending[key] === null ? { delete: 1 } : { pending: shown(key, pending[key]) }),
  }));
}

/** As the drive would hold it with what is configured now. */
function dump(call: Call): string {
  const { config, vmid } = guestFor(call);
  return cloudInitFiles[text(call, 'type') as keyof typeof cloudInitFiles](config, vmid);
}

/** Writes the drive anew: pending cloud-init values become current. */
function regenerate(call: Call): null {
  const guest = guestFor(call);
  if (guest.config['lock'] !== undefined) die(`VM is locked (${guest.config['lock']})`);
  if (!drives(guest.config).some(isCloudInit)) return null;
  for (const [key, value] of Object.entries(guest.pending)) {
    if (!keys.test(key)) continue;
    if (value === null) delete guest.config[key];
    else guest.config[key] = value;
    delete guest.pending[key];
  }
  return null;
}
