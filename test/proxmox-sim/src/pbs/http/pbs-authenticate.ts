import { timingSafeEqual } from 'node:crypto';
import { hashSecret } from '../../http/authenticate.ts';
import type { Identity } from '../../model/identity.ts';
import { now } from '../../simulator.ts';
import type { PbsState } from '../../state/pbs-state.ts';
import { PbsError } from './pbs-error.ts';

/** `PBSAPIToken=user@realm!name:secret`: a colon, where PVE has an equals sign. Tickets are not offered. */
export function authenticatePbs(pbs: PbsState, header: string | undefined): Identity {
  if (header === undefined || !/^PBSAPIToken[= ]/.test(header)) refuse('no authentication credentials provided.');
  const value = decodeURIComponent(header.slice('PBSAPIToken='.length));
  const [, user = '', token = '', secret = ''] = /^([^!]+@[^!]+)!([^:]+):(.+)$/.exec(value) ?? [];
  const account = pbs.users[user];
  const known = account?.tokens[token];
  if (account === undefined || known === undefined) refuse('user account disabled or expired.');
  if (!account.enable || !known.enable || expired(account.expire) || expired(known.expire)) refuse('user account disabled or expired.');
  if (!sameSecret(known.secretHash, secret)) refuse('invalid API token secret');
  return { user, token };
}

function sameSecret(hash: string, secret: string): boolean {
  const given = hashSecret(secret);
  return hash.length === given.length && timingSafeEqual(Buffer.from(hash, 'hex'), Buffer.from(given, 'hex'));
}

function expired(expire: number): boolean {
  return expire !== 0 && expire <= now();
}

function refuse(reason: string): never {
  throw new PbsError(401, `authentication failed - ${reason}`);
}
