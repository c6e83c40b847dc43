import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore, rateLimit, type Options } from 'express-rate-limit';
import type { Identity } from '../identity/identity.ts';
import { ProblemError } from '../problem-error.ts';
import { callerOf, type ApiResponse } from './locals.ts';

const windowMs = 60_000;

/** Requests per minute: for each person, and failed identifications for each address and organisation. */
export const limits = { reads: 600, writes: 60, failedIdentifications: 120 } as const;

const tooMany = () => new ProblemError('rate-limited', 'There were too many requests within a minute. Wait as long as Retry-After says.');

const isRead = (request: Request) => request.method === 'GET' || request.method === 'HEAD';

const common = {
  windowMs,
  standardHeaders: 'draft-8' as const,
  legacyHeaders: false,
  handler: () => {
    throw tooMany();
  },
};

/**
 * Mounted before identity, counts only the requests that end as 401. All tenants come from the one address of Grafana,
 * so the organisation is part of the key: nobody can lock another organisation out.
 */
export function failedIdentificationLimit(identity: Identity): RequestHandler {
  // Not the library's own handler: that counts a request from its start on, so many at once of somebody who is known would be refused.
  const failures = new MemoryStore();
  failures.init({ windowMs } as Options);
  return async (request, response, next) => {
    const key = `${ipKeyGenerator(request.ip ?? '')} ${identity.organisation(request.headers)?.orgId ?? 'unknown'}`;
    const known = await failures.get(key);
    if (known && known.totalHits >= limits.failedIdentifications) {
      const waitMs = (known.resetTime?.getTime() ?? Date.now() + windowMs) - Date.now();
      response.set('Retry-After', String(Math.max(1, Math.ceil(waitMs / 1000))));
      throw tooMany();
    }
    response.once('finish', () => {
      if (response.statusCode === 401) void failures.increment(key);
    });
    next();
  };
}

/** Mounted after identity: one limit for reading and one for all else, for each person. */
export function callerLimits(): RequestHandler[] {
  const keyGenerator = (_request: Request, response: unknown): string => {
    const { tenant, login } = callerOf(response as ApiResponse);
    return `${tenant?.id ?? ''}/${login}`;
  };
  return [
    rateLimit({ ...common, identifier: 'reads', limit: limits.reads, keyGenerator, skip: (request) => !isRead(request) }),
    rateLimit({ ...common, identifier: 'writes', limit: limits.writes, keyGenerator, skip: isRead }),
  ];
}
