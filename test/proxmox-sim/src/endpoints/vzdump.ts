import { die, forbidden, invalid } from '../http/api-error.ts';
import { flag, list, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { findBackup, requireReachable } from '../model/backups.ts';
import { formatConfig } from '../model/config-file.ts';
import { holds } from '../model/permissions.ts';
import { runVzdump } from '../model/vzdump-task.ts';
import { requireBackup } from '../model/volume-access.ts';

export const vzdumpEndpoints: Endpoint[] = [
  { method: 'POST', template: '/nodes/{node}/vzdump', handle: vzdump },
  { method: 'GET', template: '/nodes/{node}/vzdump/extractconfig', handle: extractConfig },
];

const rootOnly = ['dumpdir', 'job-id', 'script', 'tmpdir'];

/** The literal `OK` when none of the chosen guests is on this node: nothing is started. */
function vzdump(call: Call): string {
  const { params, identity, world } = call;
  for (const name of rootOnly) if (params[name] !== undefined) invalid({ [name]: 'Only root may set this option.' });
  const limits = ['bwlimit', 'ionice', 'performance'].some((name) => params[name] !== undefined);
  if (limits && !holds(world, identity, '/', 'Sys.Modify')) forbidden('/', ['Sys.Modify']);
  requireSelection(call);
  const storage = optionalText(call, 'storage') ?? 'local';
  if (!holds(world, identity, `/storage/${storage}`, 'Datastore.AllocateSpace'))
    forbidden(`/storage/${storage}`, ['Datastore.AllocateSpace']);
  if (params['prune-backups'] !== undefined && !holds(world, identity, `/storage/${storage}`, 'Datastore.Allocate'))
    forbidden(`/storage/${storage}`, ['Datastore.Allocate']);
  const node = text(call, 'node');
  const vmids = chosen(call).filter((vmid) => (world.guests[vmid]?.node ?? node) === node);
  if (vmids.length === 0) return 'OK';
  return call.sim.tasks.start({
    node,
    type: 'vzdump',
    id: vmids.length === 1 ? String(vmids[0]) : '',
    identity,
    work: (task) => runVzdump(call, task, { node, storage, vmids }),
  });
}

/** Exactly one of `vmid`, `pool` and `all`. */
export function requireSelection({ params }: Call): void {
  const { vmid, pool } = params;
  if (params['all'] === 1 && vmid !== undefined) invalid({ all: "option conflicts with option 'vmid'" });
  if (params['all'] === 1 && pool !== undefined) invalid({ all: "option conflicts with option 'pool'" });
  if (pool !== undefined && vmid !== undefined) invalid({ pool: "option conflicts with option 'vmid'" });
  if (params['all'] !== 1 && vmid === undefined && pool === undefined) invalid({ vmid: 'property is missing' });
}

function chosen(call: Call): number[] {
  const { world } = call;
  const pool = optionalText(call, 'pool');
  if (pool !== undefined) return (world.pools[pool] ?? die(`pool '${pool}' does not exist`)).vms;
  if (!flag(call, 'all')) return list(call, 'vmid').map(Number);
  const excluded = list(call, 'exclude').map(Number);
  return Object.values(world.guests)
    .map(({ vmid }) => vmid)
    .filter((vmid) => !excluded.includes(vmid));
}

/** The config file inside a backup, as text. */
function extractConfig(call: Call): string {
  const volid = text(call, 'volume');
  const storage = volid.split(':', 1)[0] ?? '';
  if (call.world.storages[storage] === undefined) die(`storage '${storage}' does not exist`);
  requireReachable(call.world, storage);
  const backup = findBackup(call.world, volid, text(call, 'node')) ?? die(`volume '${volid}' does not exist`);
  requireBackup(call, storage, backup);
  if (!backup.complete) die(`Error: unable to load manifest of '${volid}' - No such file or directory (os error 2)`);
  if (backup.encrypted !== null && backup.encrypted !== call.world.storages[storage]?.options['encryption-key'])
    die(`Error: missing key - manifest was created with key ${backup.encrypted}`);
  return formatConfig(backup.config);
}
