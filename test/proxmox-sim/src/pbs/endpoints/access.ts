import { randomUUID } from 'node:crypto';
import { hashSecret } from '../../http/authenticate.ts';
import { authId, parseAuthId } from '../../model/identity.ts';
import type { PbsUser } from '../../state/pbs-state.ts';
import { textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { pbsHolds, pbsPrivileges, requirePbs } from '../model/pbs-permissions.ts';
import { pbsRoles } from '../model/pbs-roles.ts';

const tokens = '/access/users/{userid}/token';

export const accessEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: '/access/roles', handle: () => Object.entries(pbsRoles).map(([roleid, privs]) => ({ roleid, privs })) },
  { method: 'GET', template: '/access/permissions', handle: permissions },
  { method: 'GET', template: '/access/acl', handle: listAcl },
  { method: 'PUT', template: '/access/acl', handle: changeAcl },
  { method: 'GET', template: '/access/users', handle: listUsers },
  { method: 'POST', template: '/access/users', handle: createUser },
  { method: 'GET', template: '/access/users/{userid}', handle: (call) => userRow(textParam(call, 'userid'), userOf(call)) },
  { method: 'DELETE', template: '/access/users/{userid}', handle: deleteUser },
  {
    method: 'GET',
    template: '/access/domains',
    handle: () => [
      { realm: 'pam', type: 'pam', default: true },
      { realm: 'pbs', type: 'pbs' },
    ],
  },
  { method: 'GET', template: tokens, handle: listTokens },
  { method: 'POST', template: `${tokens}/{token-name}`, handle: createToken },
  { method: 'DELETE', template: `${tokens}/{token-name}`, handle: deleteToken },
];

function userOf(call: PbsCall): PbsUser {
  const userid = textParam(call, 'userid');
  const user = call.pbs.users[userid];
  if (user === undefined) throw new PbsError(404, `no such user '${userid}'`);
  return user;
}

/** What the caller, or with Sys.Audit another one, may do: path -> privilege -> whether it is handed down. */
function permissions(call: PbsCall): unknown {
  const id = textParam(call, 'auth-id');
  if (id !== '' && id !== authId(call.identity)) requirePbs(call, '/access', 'Sys.Audit');
  const identity = id === '' ? call.identity : parseAuthId(id);
  const path = textParam(call, 'path');
  const paths = path === '' ? [...new Set(['/', ...call.pbs.acl.map((entry) => entry.path)])] : [path];
  return Object.fromEntries(
    paths.map((item) => [item, Object.fromEntries([...pbsPrivileges(call.pbs, identity, item)].map((privilege) => [privilege, true]))]),
  );
}

function listAcl(call: PbsCall): unknown[] {
  const path = textParam(call, 'path');
  const audits = pbsHolds(call, '/access/acl', 'Sys.Audit');
  return call.pbs.acl
    .filter((entry) => audits || parseAuthId(entry.ugid).user === call.identity.user)
    .filter((entry) => path === '' || entry.path === path || (call.params['exact'] !== true && entry.path.startsWith(`${path}/`)))
    .map((entry) => ({ ...entry, ugid_type: 'user' }));
}

function changeAcl(call: PbsCall): null {
  const { params, pbs } = call;
  const path = textParam(call, 'path');
  requirePbs(call, '/access/acl', 'Permissions.Modify');
  // Its schema has the parameter, but a backup server has no groups of users.
  if (params['group'] !== undefined) throw new PbsError(400, "parameter 'group' - groups are currently not supported.");
  const ugid = textParam(call, 'auth-id');
  const { user, token } = parseAuthId(ugid);
  const known = token === null ? pbs.users[user] : pbs.users[user]?.tokens[token];
  if (known === undefined && params['delete'] !== true)
    throw new PbsError(400, `no such ${token === null ? 'user' : 'API token'} '${ugid}'`);
  const roleid = textParam(call, 'role');
  pbs.acl = pbs.acl.filter((entry) => entry.path !== path || entry.ugid !== ugid || entry.roleid !== roleid);
  if (params['delete'] !== true) pbs.acl.push({ path, ugid, roleid, propagate: params['propagate'] !== false });
  return null;
}

function listUsers(call: PbsCall): unknown[] {
  const audits = pbsHolds(call, '/access/users', 'Sys.Audit');
  return Object.entries(call.pbs.users)
    .filter(([userid]) => audits || userid === call.identity.user)
    .map(([userid, user]) => ({
      ...userRow(userid, user),
      ...(call.params['include_tokens'] === true ? { tokens: tokenRows(userid, user) } : {}),
    }));
}

function userRow(userid: string, { enable, expire, comment }: PbsUser): Record<string, unknown> {
  return { userid, enable, expire, ...(comment === undefined ? {} : { comment }) };
}

function tokenRows(userid: string, user: PbsUser): { tokenid: string }[] {
  return Object.entries(user.tokens).map(([name, { secretHash: _, ...fields }]) => ({ tokenid: `${userid}!${name}`, ...fields }));
}

/** Only here a token's name stands beside its id. */
function listTokens(call: PbsCall): unknown[] {
  return tokenRows(textParam(call, 'userid'), userOf(call)).map((row) => ({ ...row, 'token-name': parseAuthId(row.tokenid).token }));
}

/** Its tokens and what both may do go with it. */
function deleteUser(call: PbsCall): null {
  const userid = textParam(call, 'userid');
  userOf(call);
  delete call.pbs.users[userid];
  call.pbs.acl = call.pbs.acl.filter((entry) => parseAuthId(entry.ugid).user !== userid);
  return null;
}

function createUser(call: PbsCall): null {
  const userid = textParam(call, 'userid');
  if (call.pbs.users[userid] !== undefined) throw new PbsError(400, `user '${userid}' already exists.`);
  const comment = textParam(call, 'comment');
  call.pbs.users[userid] = {
    enable: call.params['enable'] !== false,
    expire: Number(call.params['expire'] ?? 0),
    ...(comment === '' ? {} : { comment }),
    tokens: {},
  };
  return null;
}

/** The only time that the secret is told. */
function createToken(call: PbsCall): unknown {
  const user = userOf(call);
  const name = textParam(call, 'token-name');
  const tokenid = `${textParam(call, 'userid')}!${name}`;
  if (user.tokens[name] !== undefined) throw new PbsError(400, `token '${name}' for user '${textParam(call, 'userid')}' already exists.`);
  const value = randomUUID();
  const comment = textParam(call, 'comment');
  user.tokens[name] = {
    enable: call.params['enable'] !== false,
    expire: Number(call.params['expire'] ?? 0),
    ...(comment === '' ? {} : { comment }),
    secretHash: hashSecret(value),
  };
  return { tokenid, value };
}

function deleteToken(call: PbsCall): null {
  const user = userOf(call);
  const name = textParam(call, 'token-name');
  if (user.tokens[name] === undefined) throw new PbsError(404, `token '${name}' of user '${textParam(call, 'userid')}' does not exist.`);
  delete user.tokens[name];
  call.pbs.acl = call.pbs.acl.filter((entry) => entry.ugid !== `${textParam(call, 'userid')}!${name}`);
  return null;
}
