import { createHash, timingSafeEqual } from 'node:crypto';
import type { Identity } from '../model/identity.ts';
import { now } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import type { UserState, World } from '../state/world.ts';
import { ApiError } from './api-error.ts';
import { decodePart } from './form.ts';

/** What of a request tells who calls. */
export interface Credentials {
  method: string;
  authorization: string | undefined;
  cookie?: string | undefined;
  /** The header `CSRFPreventionToken`. */
  csrfToken?: string | undefined;
}

/** A ticket goes before an API token. Throws a 401 with an empty body. */
export function authenticate(sim: Simulator, { method, authorization, cookie, csrfToken }: Credentials): Identity {
  const ticket = credential(cookie, 'PVEAuthCookie') ?? credential(authorization, 'PVEAuthCookie');
  if (ticket === undefined) return authenticateToken(sim.world, credential(authorization, 'PVEAPIToken'));
  const user = sim.tickets.userOf(ticket);
  if (user === null || !isEnabled(sim.world.users[user])) refuse('permission denied - invalid PVE ticket');
  if (method !== 'GET' && !sim.tickets.isCsrfToken(user, csrfToken ?? '')) refuse('Permission denied - invalid csrf token');
  return { user, token: null };
}

/** A value in a Cookie or Authorization header, percent-decoded. */
function credential(header: string | undefined, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}[= ]([^;]*)`).exec(header ?? '')?.[1];
  return value === undefined || value === '' ? undefined : decodePart(value.replaceAll('+', '%2B'));
}

function authenticateToken(world: World, value: string | undefined): Identity {
  if (value === undefined) refuse('No ticket');
  const [, user = '', token = '', secret = ''] = /^([^!]+@[^!]+)!([^=]+)=(.+)$/.exec(value) ?? [];
  const account = world.users[user];
  const known = account?.tokens[token];
  if (known === undefined || !sameSecret(known.secretHash, secret)) refuse('Authentication failed!');
  if (!isEnabled(account) || expired(known.expire)) refuse('Authentication failed!');
  return { user, token };
}

/** Neither disabled nor expired, and there. */
export function isEnabled(account: UserState | undefined): account is UserState {
  return account?.enable === 1 && !expired(account.expire);
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function sameSecret(hash: string, secret: string): boolean {
  return timingSafeEqual(Buffer.from(hash, 'hex'), Buffer.from(hashSecret(secret), 'hex'));
}

function expired(expire: number): boolean {
  return expire !== 0 && expire <= now();
}

function refuse(text: string): never {
  throw new ApiError(401, text, { bare: true });
}
