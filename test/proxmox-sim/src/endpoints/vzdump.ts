import { die, forbidden, invalid } from '../http/api-error.ts';
import { flag, list, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { endpointFact, propertyFormat } from '../facts/facts.ts';
import type { ParamFact } from '../facts/facts.ts';
import { findBackup } from '../model/backups.ts';
import { formatConfig } from '../model/config-file.ts';
import { holds } from '../model/permissions.ts';
import { requireEnabled, requireReachable, touch } from '../model/reach.ts';
import { runVzdump } from '../model/vzdump-task.ts';
import { requireBackup } from '../model/volume-access.ts';

export const vzdumpEndpoints: Endpoint[] = [
  { method: 'POST', template: '/nodes/{node}/vzdump', handle: vzdump },
  { method: 'GET', template: '/nodes/{node}/vzdump/defaults', handle: defaults },
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

/** What a backup is made with when nothing is said: the defaults of its parameters, and what the storage says. */
function defaults(call: Call): unknown {
  const { world, identity } = call;
  const storage = optionalText(call, 'storage');
  const state = storage === undefined ? undefined : requireEnabled(world, storage, text(call, 'node'));
  const folder = state?.options['path'];
  // Where files lie is told only to who looks after the nodes.
  const told = folder !== undefined && ['Sys.Audit', 'Sys.Modify'].every((privilege) => holds(world, identity, '/', privilege));
  return {
    ...presets(endpointFact('POST', '/nodes/{node}/vzdump').params),
    performance: presets(propertyFormat('backup-performance') ?? {}),
    fleecing: presets(propertyFormat('backup-fleecing') ?? {}),
    ...(storage === undefined ? {} : { storage }),
    ...(state?.options['prune-backups'] === undefined ? {} : { 'prune-backups': state.options['prune-backups'] }),
    ...(told ? { dumpdir: `${folder}/dump` } : {}),
  };
}

function presets(params: Record<string, ParamFact>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).flatMap(([key, fact]) => (fact.default === undefined ? [] : [[key, fact.default]])));
}

/** The config file inside a backup, as text. */
async function extractConfig(call: Call): Promise<string> {
  const volid = text(call, 'volume');
  const storage = volid.split(':', 1)[0] ?? '';
  requireEnabled(call.world, storage, text(call, 'node'));
  await touch(call.sim, [storage]);
  requireReachable(call.world, storage);
  const backup = findBackup(call.world, volid, text(call, 'node')) ?? die(`volume '${volid}' does not exist`);
  requireBackup(call, storage, backup);
  if (!backup.complete) die(`Error: unable to load manifest of '${volid}' - No such file or directory (os error 2)`);
  if (backup.encrypted !== null && backup.encrypted !== call.world.storages[storage]?.options['encryption-key'])
    die(`Error: missing key - manifest was created with key ${backup.encrypted}`);
  return formatConfig(backup.config);
}
