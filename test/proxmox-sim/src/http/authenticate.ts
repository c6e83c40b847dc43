import { createHash, timingSafeEqual } from 'node:crypto';
import type { Identity } from '../model/identity.ts';
import { now } from '../simulator.ts';
import type { World } from '../state/world.ts';
import { ApiError } from './api-error.ts';
import { decodePart } from './form.ts';

/** Only API tokens are offered: a ticket needs a password check that no part of the product relies on. */
export function authenticate(world: World, header: string | undefined): Identity {
  if (header === undefined || !/^PVEAPIToken=/.test(header)) throw new ApiError(401, 'No ticket', { bare: true });
  const value = decodePart((header.slice('PVEAPIToken='.length).split(';', 1)[0] ?? '').replaceAll('+', '%2B'));
  const [, user = '', token = '', secret = ''] = /^([^!]+@[^!]+)!([^=]+)=(.+)$/.exec(value) ?? [];
  const account = world.users[user];
  const known = account?.tokens[token];
  if (account === undefined || known === undefined || !sameSecret(known.secretHash, secret)) refuse();
  if (account.enable !== 1 || expired(account.expire) || expired(known.expire)) refuse();
  return { user, token };
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

function refuse(): never {
  throw new ApiError(401, 'Authentication failed!', { bare: true });
}
