import { problemCodes, type Problem } from '@vigie/contract/problem';
import type { NextFunction, Request } from 'express';
import { ProblemError } from '../problem-error.ts';
import type { ApiResponse } from './locals.ts';

/** More mistakes than a person reads; a bound, so that a body full of mistakes does not become a much bigger answer. */
const maximumErrors = 100;

/** The last layer: turns whatever was thrown into a problem document. What callers are not meant to read goes to the log only. */
// Express tells an error handler by its four parameters.
export function problems(error: unknown, _request: Request, response: ApiResponse, _next: NextFunction): void {
  const problemError = asProblem(error, response);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (problemError.code === 'not-ready') response.set('Retry-After', '5');
  // Express would add a charset to the type, which RFC 9457 does not have: JSON is UTF-8.
  response.status(problemError.status).setHeader('Content-Type', 'application/problem+json');
  response.end(JSON.stringify(problemDocument(problemError, response.locals.correlationId)));
}

/** The RFC 9457 document of an error. */
export function problemDocument(error: ProblemError, correlationId: string): Problem {
  return {
    type: `urn:vigie:problem:${error.code}`,
    title: problemCodes[error.code].title,
    status: error.status,
    code: error.code,
    detail: error.message,
    ...(error.errors.length > 0 && { errors: error.errors.slice(0, maximumErrors) }),
    correlationId,
  };
}

function asProblem(error: unknown, response: ApiResponse): ProblemError {
  if (error instanceof ProblemError) return error;
  // The router throws this for a path that is not valid percent-encoding: no such thing can exist.
  if (error instanceof URIError) return new ProblemError('not-found', 'There is nothing at this address.');
  response.locals.log.error({ err: error, route: response.locals.route }, 'a request failed');
  return new ProblemError('internal', 'Something broke on our side. The cause is in our log, under this correlation id.');
}
