import { ApiError, die, forbidden } from '../http/api-error.ts';
import type { Param } from '../http/call.ts';
import { checkFormat } from '../http/formats.ts';
import type { World } from '../state/world.ts';
import type { PermissionRule } from '../facts/facts.ts';
import { splitList } from '../http/call.ts';
import type { Identity } from './identity.ts';
import { holds, holdsAny } from './permissions.ts';

interface Subject {
  world: World;
  identity: Identity;
  params: Record<string, Param>;
}

/** Evaluates the check of an endpoint as the schema writes it. Throws the 403 with Proxmox's own text. */
export function requirePermission(subject: Subject, permissions: PermissionRule | null): void {
  if (permissions === null) {
    // A token is never root, also where it is root's.
    if (subject.identity.user !== 'root@pam' || subject.identity.token !== null)
      throw new ApiError(403, 'Permission check failed (user != root@pam)');
    return;
  }
  if (permissions.user !== undefined) return;
  if (permissions.check !== undefined) check(subject, permissions.check);
}

type Rule = readonly unknown[];

function check(subject: Subject, rule: Rule): void {
  switch (rule[0]) {
    case 'and':
      for (const part of rule.slice(1)) check(subject, part as Rule);
      return;
    case 'or':
      if (!rule.slice(1).some((part) => passes(subject, part as Rule))) forbidden();
      return;
    case 'perm':
      return checkPrivileges(subject, rule);
    case 'userid-param':
      return checkUserParam(subject, String(rule[1]));
    case 'userid-group':
      return checkUserGroup(subject, rule);
    case 'perm-modify':
      return requireModify(subject, fill(String(rule[1]), subject.params));
    default:
      forbidden();
  }
}

function passes(subject: Subject, rule: Rule): boolean {
  try {
    check(subject, rule);
    return true;
  } catch {
    return false;
  }
}

function checkPrivileges({ world, identity, params }: Subject, rule: Rule): void {
  const path = fill(String(rule[1]), params);
  const privileges = rule[2] as string[];
  const options = new Map<string, unknown>();
  for (let at = 3; at < rule.length; at += 2) options.set(String(rule[at]), rule[at + 1]);
  const required = options.get('require_param');
  if (required !== undefined && params[String(required)] === undefined) forbidden();
  const missing =
    options.get('any') === 1
      ? !holdsAny(world, identity, path, privileges)
      : privileges.some((name) => !holds(world, identity, path, name));
  if (missing) forbidden(path, privileges);
}

function checkUserParam({ world, identity, params }: Subject, privilege: string): void {
  const userid = String(params['userid'] ?? '');
  if (privilege === 'self') {
    // A token is not its user here: tokens cannot make tokens for themselves.
    if (identity.user !== userid || identity.token !== null) forbidden();
    return;
  }
  // The check reads the user name itself, before any parameter is validated.
  const wrong = checkFormat('pve-userid', userid);
  if (wrong !== null) die(wrong);
  const realm = userid.slice(userid.lastIndexOf('@') + 1);
  if (!holds(world, identity, `/access/realm/${realm}`, privilege)) forbidden(`/access/realm/${realm}`, [privilege]);
}

function checkUserGroup({ world, identity, params }: Subject, rule: Rule): void {
  const privileges = rule[1] as string[];
  const mode = rule[3];
  const given = rule[2] === 'groups_param' && params['groups'] !== undefined ? splitList(String(params['groups'])) : null;
  if (mode === 'create' || given !== null) {
    if (mode === 'create' && given === null && !holdsAny(world, identity, '/access/groups', privileges))
      forbidden('/access/groups', privileges);
    for (const group of given ?? []) {
      if (!holdsAny(world, identity, `/access/groups/${group}`, privileges)) forbidden(`/access/groups/${group}`, privileges);
    }
    if (mode === 'create') return;
  }
  const userid = String(params['userid'] ?? '');
  const user = world.users[userid] ?? die(`no such user ('${userid}')`);
  if (holdsAny(world, identity, '/access/groups', privileges)) return;
  if (user.groups.some((group) => holdsAny(world, identity, `/access/groups/${group}`, privileges))) return;
  if (mode === 'update') forbidden('/access/groups', privileges);
  forbidden();
}

/** Who may change the ACL of a path. */
function requireModify({ world, identity }: Subject, rawPath: string): void {
  const path = rawPath.startsWith('/') ? rawPath : `/${rawPath}`;
  const alternatives = ['Permissions.Modify'];
  if (path.startsWith('/storage/')) alternatives.push('Datastore.Allocate');
  else if (path.startsWith('/vms/')) alternatives.push('VM.Allocate');
  else if (path.startsWith('/pool/')) alternatives.push('Pool.Allocate');
  if (!holdsAny(world, identity, path, alternatives)) forbidden(path, alternatives);
}

function fill(template: string, params: Record<string, Param>): string {
  return template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => String(params[name] ?? ''));
}
