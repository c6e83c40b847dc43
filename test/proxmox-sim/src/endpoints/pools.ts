import { ApiError, die } from '../http/api-error.ts';
import { flag, list, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { holds, holdsAny } from '../model/permissions.ts';
import { guestRow, poolOf, storageRows } from '../model/resources.ts';
import type { PoolState } from '../state/world.ts';

export const poolEndpoints: Endpoint[] = [
  { method: 'GET', template: '/pools', handle: listPools },
  { method: 'POST', template: '/pools', handle: createPool },
  { method: 'PUT', template: '/pools', handle: updatePool },
  { method: 'DELETE', template: '/pools', handle: deletePool },
  { method: 'GET', template: '/pools/{poolid}', handle: (call) => withMembers(call, text(call, 'poolid')) },
  { method: 'PUT', template: '/pools/{poolid}', handle: updatePool },
  { method: 'DELETE', template: '/pools/{poolid}', handle: deletePool },
];

/** Without `poolid`: what the caller may see. With it: one pool in an array, to anybody (observed: the check's result is not used). */
function listPools(call: Call): unknown[] {
  const poolid = optionalText(call, 'poolid');
  if (poolid !== undefined) return [withMembers(call, poolid)];
  return Object.entries(call.world.pools)
    .filter(([id]) => holds(call.world, call.identity, `/pool/${id}`, 'Pool.Audit'))
    .map(([id, pool]) => named(id, pool));
}

function named(poolid: string, { comment }: PoolState): Record<string, unknown> {
  return { poolid, ...(comment === undefined ? {} : { comment }) };
}

function withMembers(call: Call, poolid: string): unknown {
  const { world } = call;
  const pool = world.pools[poolid] ?? die(`pool '${poolid}' does not exist`);
  const guests = pool.vms.flatMap((vmid) => world.guests[vmid] ?? []).map((guest) => guestRow(world, guest, undefined));
  const storages = storageRows(world, { user: 'root@pam', token: null }).filter((row) => pool.storages.includes(String(row['storage'])));
  const type = optionalText(call, 'type');
  const members = [...guests, ...storages].filter((row) => type === undefined || row['type'] === type);
  return { ...named(poolid, pool), members };
}

function createPool(call: Call): null {
  const poolid = text(call, 'poolid');
  if (call.world.pools[poolid] !== undefined) die(`create pool failed: pool '${poolid}' already exists`);
  const parent = poolid.slice(0, Math.max(0, poolid.lastIndexOf('/')));
  if (parent !== '' && call.world.pools[parent] === undefined) die(`create pool failed: parent pool '${parent}' does not exist`);
  const comment = optionalText(call, 'comment');
  call.world.pools[poolid] = { ...(comment === undefined ? {} : { comment }), vms: [], storages: [] };
  return null;
}

function updatePool(call: Call): null {
  const poolid = text(call, 'poolid');
  const what = 'update pools failed';
  const pool = call.world.pools[poolid] ?? die(`${what}: pool '${poolid}' does not exist`);
  const vms = list(call, 'vms').map(Number);
  const storages = list(call, 'storage');
  for (const vmid of vms) requireMember(call, `/vms/${vmid}`, 'VM.Allocate');
  for (const storage of storages) requireMember(call, `/storage/${storage}`, 'Datastore.Allocate');
  if (flag(call, 'delete')) {
    for (const vmid of vms) if (!pool.vms.includes(vmid)) die(`${what}: VM ${vmid} is not a pool member`);
    for (const storage of storages) if (!pool.storages.includes(storage)) die(`${what}: Storage '${storage}' is not a pool member`);
    pool.vms = pool.vms.filter((vmid) => !vms.includes(vmid));
    pool.storages = pool.storages.filter((storage) => !storages.includes(storage));
  } else {
    for (const vmid of vms) addGuest(call, poolid, vmid);
    for (const storage of storages) if (pool.storages.includes(storage)) die(`${what}: Storage '${storage}' is already a pool member`);
    pool.storages.push(...storages);
  }
  const comment = optionalText(call, 'comment');
  if (comment !== undefined) pool.comment = comment;
  return null;
}

/** Observed: this check dies inside and comes out as 500. */
function requireMember(call: Call, path: string, privilege: string): void {
  if (!holdsAny(call.world, call.identity, path, ['Permissions.Modify', privilege])) {
    die(`update pools failed: 403 Permission check failed (${path}, Permissions.Modify|${privilege})`);
  }
}

function addGuest(call: Call, poolid: string, vmid: number): void {
  const { pools } = call.world;
  const before = poolOf(call.world, vmid);
  if (before === poolid) die(`update pools failed: VM ${vmid} is already a pool member`);
  if (before !== undefined) {
    if (!flag(call, 'allow-move')) die(`update pools failed: VM ${vmid} belongs already to pool '${before}' and 'allow-move' is not set`);
    const old = pools[before];
    if (old !== undefined) old.vms = old.vms.filter((other) => other !== vmid);
  }
  pools[poolid]?.vms.push(vmid);
}

function deletePool(call: Call): null {
  const poolid = text(call, 'poolid');
  const what = 'delete pool failed';
  const pool = call.world.pools[poolid] ?? die(`${what}: pool '${poolid}' does not exist`);
  if (pool.vms[0] !== undefined) die(`${what}: pool '${poolid}' is not empty (contains VM ${pool.vms[0]})`);
  if (pool.storages[0] !== undefined) die(`${what}: pool '${poolid}' is not empty (contains storage '${pool.storages[0]}')`);
  if (Object.keys(call.world.pools).some((other) => other.startsWith(`${poolid}/`))) die(`${what}: pool '${poolid}' is not empty`);
  delete call.world.pools[poolid];
  call.world.acl = call.world.acl.filter((entry) => entry.path !== `/pool/${poolid}`);
  return null;
}

/** The pool that a new guest is to join; an unknown one is 403, as nobody can hold a permission on it. */
export function requirePool(call: Call, poolid: string): void {
  if (call.world.pools[poolid] === undefined) throw new ApiError(403, `Permission check failed (pool '${poolid}' does not exist)`);
}
