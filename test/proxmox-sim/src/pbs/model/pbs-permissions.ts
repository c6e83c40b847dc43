import { authId } from '../../model/identity.ts';
import type { Identity } from '../../model/identity.ts';
import type { PbsState } from '../../state/pbs-state.ts';
import type { PbsCall } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { pbsRoles } from './pbs-roles.ts';

/** The privileges of a caller on a path; a token holds what both it and its user hold. root@pam holds everything. */
export function pbsPrivileges(pbs: PbsState, identity: Identity, path: string): Set<string> {
  const ofUser = identity.user === 'root@pam' ? new Set(pbsRoles['Admin']) : ownPrivileges(pbs, identity.user, path);
  if (identity.token === null) return ofUser;
  return new Set([...ownPrivileges(pbs, authId(identity), path)].filter((privilege) => ofUser.has(privilege)));
}

/** The deepest path with an entry decides; what stands above it counts only where it does not. */
function ownPrivileges(pbs: PbsState, ugid: string, path: string): Set<string> {
  const parts = path.split('/').filter((part) => part !== '');
  const levels = ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)];
  let roles: string[] = [];
  for (const level of levels) {
    const entries = pbs.acl.filter((entry) => entry.ugid === ugid && entry.path === level && (entry.propagate || level === path));
    if (entries.length > 0) roles = entries.map((entry) => entry.roleid);
  }
  return roles.includes('NoAccess') ? new Set() : new Set(roles.flatMap((role) => pbsRoles[role] ?? []));
}

export function pbsHolds({ pbs, identity }: PbsCall, path: string, privilege: string): boolean {
  return pbsPrivileges(pbs, identity, path).has(privilege);
}

/** Throws the 403 when none of the privileges is held. */
export function requirePbs(call: PbsCall, path: string, ...alternatives: string[]): void {
  if (alternatives.some((privilege) => pbsHolds(call, path, privilege))) return;
  throw new PbsError(403, `missing permissions '${alternatives.join('|')}' on '${path}'`);
}

interface Rule {
  user?: string;
  userParam?: string;
  or?: Rule[];
  and?: Rule[];
  check?: { partial: boolean; path: string[]; privs: string[] };
}

/** The check that the schema names for an endpoint; `null`: root only. */
export function checkPbsPermission(call: PbsCall, rule: Rule | null): void {
  if (rule === null ? call.identity.user === 'root@pam' : passes(call, rule)) return;
  throw new PbsError(403, 'permission check failed');
}

function passes(call: PbsCall, rule: Rule): boolean {
  if (rule.or !== undefined) return rule.or.some((part) => passes(call, part));
  if (rule.and !== undefined) return rule.and.every((part) => passes(call, part));
  if (rule.userParam !== undefined) return call.identity.token === null && call.params[rule.userParam] === call.identity.user;
  if (rule.check === undefined) return rule.user !== undefined;
  const { path, privs, partial } = rule.check;
  const filled = `/${path.map((part) => part.replaceAll(/\{([^}]+)\}/g, (_, name: string) => String(call.params[name] ?? ''))).join('/')}`;
  return partial ? privs.some((name) => pbsHolds(call, filled, name)) : privs.every((name) => pbsHolds(call, filled, name));
}

/** `/datastore/main/demo` for a namespace of a datastore. */
export function namespacePath(store: string, ns: string): string {
  return ns === '' ? `/datastore/${store}` : `/datastore/${store}/${ns}`;
}
