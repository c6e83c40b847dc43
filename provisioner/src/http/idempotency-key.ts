import type { Request } from 'express';
import { ProblemError } from '../problem-error.ts';

export const idempotencyKeyPattern = /^[\x21-\x7e]{1,200}$/;

/** The Idempotency-Key header. Throws the ProblemError `invalid-request` when it is missing or not 1 to 200 visible ASCII characters. */
export function idempotencyKeyOf(request: Request): string {
  const key = request.get('idempotency-key');
  if (key !== undefined && idempotencyKeyPattern.test(key)) return key;
  const message = key === undefined ? 'this header is needed' : 'this header must be 1 to 200 visible ASCII characters';
  throw new ProblemError(
    'invalid-request',
    'Send an Idempotency-Key header with a value of your own, and the same one when you repeat the request.',
    [{ path: 'Idempotency-Key', message }],
  );
}
