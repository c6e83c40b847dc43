import { z } from 'zod';

/**
 * Every error that the API answers, by stable code: its HTTP status and a short title.
 * Callers branch on the code, people read the detail. A code is never renamed or reused.
 */
export const problemCodes = {
  'invalid-json': { status: 400, title: 'The body is not valid JSON' },
  'invalid-request': { status: 400, title: 'The request has mistakes' },
  unauthenticated: { status: 401, title: 'No valid identity' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'wrong-state': { status: 409, title: 'Not possible in this state' },
  'second-person-needed': { status: 409, title: 'Another person must confirm' },
  'name-taken': { status: 409, title: 'The name is taken' },
  'idempotency-key-reused': { status: 409, title: 'The idempotency key was used for another request' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be JSON' },
  'unknown-offer': { status: 422, title: 'No such offer' },
  'unknown-option': { status: 422, title: 'No such option or value' },
  'limit-exceeded': { status: 422, title: 'A limit of the offer would be exceeded' },
  'quota-exceeded': { status: 422, title: 'The quota would be exceeded' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something broke on our side' },
  'proxmox-unreadable': { status: 503, title: 'Proxmox cannot be read' },
  'bastion-unusable': { status: 503, title: 'The bastion cannot be used' },
  'not-ready': { status: 503, title: 'The service is starting or a part of it is down' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problemCodes;

const codes = Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]];

/** One mistake in a request: `path` is a JSON path with dots (`options.cores`), empty for the whole. */
export const problemField = z.object({ path: z.string(), message: z.string() }).meta({ id: 'ProblemField' });

/**
 * An RFC 9457 problem document (`application/problem+json`).
 * `detail` says what happened and what to do; `correlationId` finds the technical cause in the daemon's log.
 */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(codes),
    detail: z.string().optional(),
    errors: z.array(problemField).optional(),
    correlationId: z.string().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
