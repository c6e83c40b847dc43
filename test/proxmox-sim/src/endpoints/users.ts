import { die } from '../http/api-error.ts';
import { flag, list, number, optionalText, text } from '../http/call.ts';
import type { Call, Endpoint } from '../http/call.ts';
import { setPassword } from '../model/passwords.ts';
import { holdsAny } from '../model/permissions.ts';
import type { UserState } from '../state/world.ts';

const optionalFields = ['comment', 'email', 'firstname', 'lastname', 'keys'] as const;

export const userEndpoints: Endpoint[] = [
  { method: 'GET', template: '/access/users', handle: listUsers },
  { method: 'POST', template: '/access/users', handle: createUser },
  { method: 'GET', template: '/access/users/{userid}', handle: getUser },
  { method: 'PUT', template: '/access/users/{userid}', handle: updateUser },
  { method: 'DELETE', template: '/access/users/{userid}', handle: deleteUser },
];

export function userOf(call: Call): UserState {
  const userid = text(call, 'userid');
  return call.world.users[userid] ?? die(`no such user ('${userid}')`);
}

function listUsers(call: Call): unknown[] {
  const { world, identity } = call;
  const privileges = ['User.Modify', 'Sys.Audit'];
  const all = holdsAny(world, identity, '/access/groups', privileges);
  return Object.entries(world.users)
    .filter(([userid, user]) => {
      if (all || (userid === identity.user && identity.token === null)) return true;
      return user.groups.some((group) => holdsAny(world, identity, `/access/groups/${group}`, privileges));
    })
    .map(([userid, user]) => ({ userid, ...basics(user), ...realmType(userid), ...(flag(call, 'full') ? full(userid, user) : {}) }));
}

function basics(user: UserState): Record<string, unknown> {
  const { enable, expire } = user;
  return {
    enable,
    expire,
    ...Object.fromEntries(optionalFields.filter((name) => user[name] !== undefined).map((name) => [name, user[name]])),
  };
}

function full(userid: string, user: UserState): Record<string, unknown> {
  const tokens = Object.entries(user.tokens).map(([tokenid, token]) => {
    const { secretHash: _, ...fields } = token;
    return { tokenid, ...fields };
  });
  return { userid, groups: user.groups.join(','), tokens };
}

function realmType(userid: string): Record<string, string> {
  const realm = userid.slice(userid.lastIndexOf('@') + 1);
  return realm === 'pve' || realm === 'pam' ? { 'realm-type': realm } : {};
}

function createUser(call: Call): null {
  const userid = text(call, 'userid');
  if (call.world.users[userid] !== undefined) die(`create user failed: user '${userid}' already exists`);
  const groups = list(call, 'groups');
  for (const group of groups) if (call.world.groups[group] === undefined) die(`create user failed: no such group '${group}'`);
  const user: UserState = { enable: Number(flag(call, 'enable', true)), expire: Number(call.params['expire'] ?? 0), groups, tokens: {} };
  setFields(call, user);
  const password = optionalText(call, 'password');
  if (password !== undefined) setPassword(user, userid, password);
  call.world.users[userid] = user;
  return null;
}

function getUser(call: Call): unknown {
  const user = userOf(call);
  const tokens = Object.fromEntries(Object.entries(user.tokens).map(([tokenid, { secretHash: _, ...fields }]) => [tokenid, fields]));
  return { ...basics(user), groups: user.groups, ...(Object.keys(tokens).length > 0 ? { tokens } : {}) };
}

function updateUser(call: Call): null {
  const user = userOf(call);
  if (call.params['groups'] !== undefined) {
    const groups = list(call, 'groups');
    for (const group of groups) if (call.world.groups[group] === undefined) die(`update user failed: no such group '${group}'`);
    user.groups = flag(call, 'append') ? [...new Set([...user.groups, ...groups])] : groups;
  }
  if (call.params['enable'] !== undefined) user.enable = number(call, 'enable');
  if (call.params['expire'] !== undefined) user.expire = number(call, 'expire');
  setFields(call, user);
  return null;
}

function setFields(call: Call, user: UserState): void {
  for (const name of optionalFields) {
    const value = optionalText(call, name);
    if (value !== undefined) user[name] = value;
  }
}

function deleteUser(call: Call): null {
  const userid = text(call, 'userid');
  if (call.world.users[userid] === undefined) die(`delete user failed: no such user ('${userid}')`);
  delete call.world.users[userid];
  call.world.acl = call.world.acl.filter((entry) => entry.ugid !== userid && !entry.ugid.startsWith(`${userid}!`));
  return null;
}
