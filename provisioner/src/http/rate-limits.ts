import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Identity } from '../identity/identity.ts';
import { ProblemError } from '../problem-error.ts';
import { callerOf, type ApiResponse } from './locals.ts';

const windowMs = 60_000;

/** Requests per minute: for each person, and failed identifications for each address and organisation. */
export const limits = { reads: 600, writes: 60, failedIdentifications: 120 } as const;

const isRead = (request: Request) => request.method === 'GET' || request.method === 'HEAD';

const common = {
  windowMs,
  standardHeaders: 'draft-8' as const,
  legacyHeaders: false,
  handler: () => {
    throw new ProblemError('rate-limited', 'There were too many requests within a minute. Wait as long as Retry-After says.');
  },
};

/**
 * Mounted before identity, counts only the requests that end as 401. All tenants come from the one address of Grafana,
 * so the organisation is part of the key: nobody can lock another organisation out.
 */
export function failedIdentificationLimit(identity: Identity): RequestHandler {
  return rateLimit({
    ...common,
    identifier: 'failed-identifications',
    limit: limits.failedIdentifications,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode !== 401,
    keyGenerator: (request) => `${ipKeyGenerator(request.ip ?? '')} ${identity.organisation(request.headers)?.orgId ?? 'unknown'}`,
  });
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
