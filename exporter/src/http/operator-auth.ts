import type { Request } from 'express';
import { addressKey } from './address-key.ts';
import { BusyError, type BasicAuth } from './basic-auth.ts';
import type { Limit } from './limit.ts';

/** `wait` holds the milliseconds until the caller may try again. */
export type Verdict = 'admitted' | 'refused' | { wait: number };

/** Judges the basic authentication of a request. */
export type OperatorAuth = (request: Request) => Promise<Verdict>;

export interface OperatorAuthParts {
  /** User -> bcrypt hash, as of now; empty: everybody is admitted. */
  users: () => ReadonlyMap<string, string>;
  check: BasicAuth;
  /** Counts failures by address. */
  failures: Limit;
  onRefused: () => void;
}

export function createOperatorAuth({ users, check, failures, onRefused }: OperatorAuthParts): OperatorAuth {
  return async (request) => {
    const known = users();
    if (known.size === 0) return 'admitted';
    const header = request.get('authorization');
    // A browser asks without credentials first: that is no guess.
    if (header === undefined) return 'refused';
    // Of the address alone: every guess costs a hash, whatever user it names.
    const key = addressKey(request.socket.remoteAddress);
    const wait = failures.waitMs(key);
    if (wait > 0) return { wait };
    try {
      if (await check(known, header)) return 'admitted';
    } catch (error) {
      if (error instanceof BusyError) return { wait: 1_000 };
      throw error;
    }
    failures.count(key);
    onRefused();
    return 'refused';
  };
}
