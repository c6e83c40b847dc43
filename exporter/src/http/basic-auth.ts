import { createHmac, randomBytes } from 'node:crypto';
import { compare as bcryptCompare } from 'bcryptjs';

/** Too many passwords wait to be checked. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Whether an Authorization header names one of these users (name -> bcrypt hash) with the right password. Rejects with a BusyError. */
export type BasicAuth = (users: ReadonlyMap<string, string>, authorization: string | undefined) => Promise<boolean>;

/** One hash takes a tenth of a second of the one thread that also answers scrapes: one at a time, and few in the queue. */
const maxWaiting = 8;
/** Good answers are kept apart, so that wrong passwords cannot push them out. */
const maxGood = 100;
const maxBad = 1_000;

/**
 * What was checked once is known by a keyed hash, so that a scrape every few seconds does not cost a bcrypt hash, and neither the
 * password nor something that can be guessed offline is kept. An unknown user costs what a known one does.
 */
export function createBasicAuth(compare: (password: string, hash: string) => Promise<boolean> = bcryptCompare): BasicAuth {
  const key = randomBytes(32);
  const good = new Set<string>();
  const bad = new Set<string>();
  const underWay = new Map<string, Promise<boolean>>();
  let last: Promise<unknown> = Promise.resolve();

  const check = async (id: string, password: string, hash: string, known: boolean): Promise<boolean> => {
    const same = (await compare(password, hash)) && known;
    remember(same ? good : bad, id, same ? maxGood : maxBad);
    return same;
  };

  return async (users, authorization) => {
    const given = parseBasic(authorization);
    if (given === null) return false;
    const known = users.get(given.user);
    const hash = known ?? dummyHash(users);
    const id = createHmac('sha256', key).update(JSON.stringify([given.user, hash, given.password])).digest('base64');
    if (good.has(id)) return true;
    if (bad.has(id)) return false;
    const same = underWay.get(id);
    if (same) return same;
    if (underWay.size >= maxWaiting) throw new BusyError('too many passwords to check');
    const turn = last.then(() => check(id, given.password, hash, known !== undefined)).finally(() => underWay.delete(id));
    underWay.set(id, turn);
    last = turn.catch(() => undefined);
    return turn;
  };
}

function remember(set: Set<string>, id: string, most: number): void {
  set.add(id);
  const [oldest] = set;
  if (set.size > most && oldest !== undefined) set.delete(oldest);
}

/** A hash that no password has, as dear to check as the dearest of the users'. */
function dummyHash(users: ReadonlyMap<string, string>): string {
  const costs = [...users.values()].map((hash) => hash.slice(4, 6)).sort();
  return `$2b$${costs.at(-1) ?? '10'}$${'.'.repeat(53)}`;
}

function parseBasic(authorization: string | undefined): { user: string; password: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
