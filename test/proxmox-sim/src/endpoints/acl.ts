import { die, forbidden, invalid } from '../http/api-error.ts';
import { flag, list, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { parseAuthId } from '../model/identity.ts';
import type { Identity } from '../model/identity.ts';
import { holds, holdsAny, privilegesOfRole, privilegesOn, roleExists } from '../model/permissions.ts';
import type { AclEntry, World } from '../state/world.ts';

export const aclEndpoints: Endpoint[] = [
  { method: 'GET', template: '/access/acl', handle: listAcl },
  { method: 'PUT', template: '/access/acl', handle: updateAcl },
  { method: 'GET', template: '/access/permissions', handle: getPermissions },
];

/** Paths that an ACL may be set on. */
const paths = new RegExp(
  `^(${[
    '/',
    '/access',
    '/access/groups',
    '/access/groups/[\\w.-]+',
    '/access/realm',
    '/access/realm/[\\w.-]+',
    '/nodes',
    '/nodes/[\\w.-]+',
    '/pool',
    '/pool/[\\w.-]+(/[\\w.-]+){0,2}',
    '/sdn',
    '/sdn/zones',
    '/sdn/zones/[\\w.-]+(/[\\w.-]+(/\\d+)?)?',
    '/storage',
    '/storage/[\\w.-]+',
    '/vms',
    '/vms/[1-9]\\d{2,}',
    '/mapping(/(dir|pci|usb)(/[\\w.-]+)?)?',
  ].join('|')})$`,
);

function listAcl({ world, identity }: Call): AclEntry[] {
  if (holds(world, identity, '/access', 'Sys.Audit')) return world.acl;
  return world.acl.filter((entry) => holdsAny(world, identity, entry.path, ['Permissions.Modify']));
}

function updateAcl(call: Call): null {
  const { world } = call;
  const given = text(call, 'path');
  const path = normalise(given);
  if (path === null) invalid({ path: `invalid ACL path '${given}'` });
  const subjects: [AclEntry['type'], string][] = [
    ...list(call, 'groups').map((group): [AclEntry['type'], string] => ['group', group]),
    ...list(call, 'users').map((user): [AclEntry['type'], string] => ['user', user]),
    ...list(call, 'tokens').map((token): [AclEntry['type'], string] => ['token', token]),
  ];
  if (subjects.length === 0) invalid({ users: "either 'users', 'groups' or 'tokens' is required." });
  for (const roleid of list(call, 'roles')) {
    if (!roleExists(world, roleid)) die(`ACL update failed: role '${roleid}' does not exist`);
    requireSubset(call, path, roleid);
    for (const [type, ugid] of subjects) {
      if (!exists(world, type, ugid)) die(`ACL update failed: ${absent(type, ugid)}`);
      world.acl = world.acl.filter(
        (entry) => !(entry.path === path && entry.type === type && entry.ugid === ugid && entry.roleid === roleid),
      );
      if (!flag(call, 'delete')) world.acl.push({ path, type, ugid, roleid, propagate: Number(flag(call, 'propagate', true)) });
    }
  }
  return null;
}

function normalise(given: string): string | null {
  const path = `/${given
    .split('/')
    .filter((part) => part !== '')
    .join('/')}`;
  return paths.test(path) ? path : null;
}

/** Who may change an ACL by anything but Permissions.Modify may only give what he holds. */
function requireSubset({ world, identity }: Call, path: string, roleid: string): void {
  const held = privilegesOn(world, identity, path);
  if (held.has('Permissions.Modify')) return;
  const lacking = privilegesOfRole(world, roleid).filter((privilege) => !held.has(privilege));
  if (lacking.length > 0) die('ACL update failed: 400 Parameter verification failed.');
}

function absent(type: AclEntry['type'], ugid: string): string {
  const { user, token } = parseAuthId(ugid);
  return type === 'token' ? `no such token '${token ?? ''}' for user '${user}'` : `${type} '${ugid}' does not exist`;
}

function exists(world: World, type: AclEntry['type'], ugid: string): boolean {
  if (type === 'group') return world.groups[ugid] !== undefined;
  const { user, token } = parseAuthId(ugid);
  return token === null ? world.users[user] !== undefined : world.users[user]?.tokens[token] !== undefined;
}

function getPermissions(call: Call): unknown {
  const { world, identity } = call;
  const asked = optionalText(call, 'userid');
  const subject = asked === undefined ? identity : parseAuthId(asked);
  const own = asked === undefined || (subject.user === identity.user && (subject.token === identity.token || identity.token === null));
  if (!own && !holds(world, identity, '/access', 'Sys.Audit')) forbidden('/access', ['Sys.Audit']);
  const path = optionalText(call, 'path');
  if (path !== undefined) return { [path]: marks(world, subject, path) };
  const found = pathsOf(world).map((item): [string, Record<string, number>] => [item, marks(world, subject, item)]);
  return Object.fromEntries(found.filter(([, privileges]) => Object.keys(privileges).length > 0));
}

function marks(world: World, subject: Identity, path: string): Record<string, number> {
  return Object.fromEntries([...privilegesOn(world, subject, path)].map(([privilege, down]) => [privilege, Number(down)]));
}

function pathsOf(world: World): string[] {
  return [...new Set(['/', '/access', '/nodes', '/pool', '/sdn', '/storage', '/vms', ...world.acl.map((entry) => entry.path)])];
}
