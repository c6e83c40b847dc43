import type { World } from '../state/world.ts';
import { authId } from './identity.ts';
import type { Identity } from './identity.ts';
import { allPrivileges, builtInRoles } from './roles.ts';

/**
 * The privileges that `identity` holds on `path`, and whether each is handed down.
 * root@pam holds everything; a separated token holds what both it and its user hold.
 */
export function privilegesOn(world: World, identity: Identity, path: string): Map<string, boolean> {
  const ofUser = identity.user === 'root@pam' ? everything() : privilegesOf(world, { user: identity.user, token: null }, path);
  if (identity.token === null) return ofUser;
  const token = world.users[identity.user]?.tokens[identity.token];
  if (token === undefined) return new Map();
  if (token.privsep === 0) return ofUser;
  const ofToken = privilegesOf(world, identity, path);
  return new Map(
    [...ofToken].filter(([privilege]) => ofUser.has(privilege)).map(([name, down]) => [name, down && ofUser.get(name) === true]),
  );
}

/** What `privilegesOn` has, without making the whole map: long lists ask this for each row. */
export function holds(world: World, identity: Identity, path: string, privilege: string): boolean {
  const { user, token } = identity;
  if (user === 'root@pam' ? !allPrivileges.has(privilege) : !isGranted(world, { user, token: null }, path, privilege)) return false;
  if (token === null) return true;
  const { privsep } = world.users[user]?.tokens[token] ?? {};
  return privsep === 0 || (privsep !== undefined && isGranted(world, identity, path, privilege));
}

export function holdsAny(world: World, identity: Identity, path: string, privileges: readonly string[]): boolean {
  return privileges.some((privilege) => holds(world, identity, path, privilege));
}

/**
 * Whether a privilege is held on every guest because it comes down from above and nothing deeper could take it away.
 * The answer for most callers of long lists, without a walk per guest.
 */
export function holdsOnAllGuests(world: World, identity: Identity, privilege: string): boolean {
  if (world.acl.some((entry) => entry.path.startsWith('/vms/') || entry.roleid === 'NoAccess')) return false;
  return privilegesOn(world, identity, '/vms').get(privilege) === true;
}

export function roleExists(world: World, roleid: string): boolean {
  return roleid in builtInRoles || roleid in world.roles;
}

export function privilegesOfRole(world: World, roleid: string): readonly string[] {
  return builtInRoles[roleid] ?? world.roles[roleid] ?? [];
}

function everything(): Map<string, boolean> {
  return new Map([...allPrivileges].map((privilege) => [privilege, true]));
}

function privilegesOf(world: World, identity: Identity, path: string): Map<string, boolean> {
  const privileges = new Map<string, boolean>();
  for (const [role, down] of rolesHeld(world, identity, path)) {
    for (const privilege of privilegesOfRole(world, role)) privileges.set(privilege, down || privileges.get(privilege) === true);
  }
  return privileges;
}

const isGranted = (world: World, identity: Identity, path: string, privilege: string): boolean =>
  [...rolesHeld(world, identity, path).keys()].some((role) => privilegesOfRole(world, role).includes(privilege));

/** With those of pools; none where one of them is NoAccess. */
function rolesHeld(world: World, identity: Identity, path: string): Map<string, boolean> {
  const own = rolesOn(world, identity, path);
  if (own.has('NoAccess')) return new Map();
  const fromPools = rolesFromPools(world, identity, path);
  return fromPools.has('NoAccess') ? new Map() : new Map([...fromPools, ...own]);
}

/** Guests and storages get the roles held on the pool that lists them. */
function rolesFromPools(world: World, identity: Identity, path: string): Map<string, boolean> {
  const vmid = /^\/vms\/(\d+)$/.exec(path)?.[1];
  const storage = /^\/storage\/([^/]+)$/.exec(path)?.[1];
  const roles = new Map<string, boolean>();
  if (vmid === undefined && storage === undefined) return roles;
  for (const [poolid, pool] of Object.entries(world.pools)) {
    const member = vmid === undefined ? pool.storages.includes(storage ?? '') : pool.vms.includes(Number(vmid));
    if (!member) continue;
    for (const [role, down] of rolesOn(world, identity, `/pool/${poolid}`)) roles.set(role, down);
  }
  return roles;
}

/** Walks from `/` down: an entry on a deeper path replaces what came from above, and a user's own entry replaces its groups'. */
function rolesOn(world: World, identity: Identity, path: string): Map<string, boolean> {
  const groups = world.users[identity.user]?.groups ?? [];
  let roles = new Map<string, boolean>();
  for (const level of levels(path)) {
    const entries = world.acl.filter((entry) => entry.path === level && (level === path || entry.propagate === 1));
    const mine = identity.token === null ? 'user' : 'token';
    const own = entries.filter((entry) => entry.type === mine && entry.ugid === authId(identity));
    const byGroup = identity.token === null ? entries.filter((entry) => entry.type === 'group' && groups.includes(entry.ugid)) : [];
    const chosen = own.length > 0 ? own : byGroup;
    if (chosen.length > 0) roles = new Map(chosen.map((entry) => [entry.roleid, entry.propagate === 1]));
  }
  return roles;
}

function levels(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)];
}
