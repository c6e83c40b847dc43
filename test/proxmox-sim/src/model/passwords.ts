import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { die } from '../http/api-error.ts';
import type { UserState } from '../state/world.ts';

const length = 32;

/** `salt:hash`, hex. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${scryptSync(password, salt, length).toString('hex')}`;
}

/** A password has its place in a realm: users of a realm that does not exist cannot have one. */
export function setPassword(user: UserState, userid: string, password: string): void {
  const realm = userid.slice(userid.lastIndexOf('@') + 1);
  if (!['pam', 'pve'].includes(realm)) die(`auth domain '${realm}' does not exist`);
  user.passwordHash = hashPassword(password);
}

/** Without a stored hash nothing matches. */
export function isPassword(password: string, stored: string | undefined): boolean {
  const [salt = '', hash = ''] = (stored ?? '').split(':');
  const known = Buffer.from(hash, 'hex');
  return known.length === length && timingSafeEqual(known, scryptSync(password, Buffer.from(salt, 'hex'), length));
}
