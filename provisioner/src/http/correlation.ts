import { randomUUID } from 'node:crypto';
import type { NextFunction, Request } from 'express';
import type { Log } from '../log.ts';
import type { ApiResponse } from './locals.ts';

const wellFormed = /^[A-Za-z0-9._-]{8,64}$/;

/** Gives each request an id, its own when it is well formed, answers it in X-Correlation-Id and writes it on every log line. */
export function correlation(log: Log) {
  return (request: Request, response: ApiResponse, next: NextFunction): void => {
    const sent = request.get('x-correlation-id');
    const correlationId = sent !== undefined && wellFormed.test(sent) ? sent : randomUUID();
    response.locals.correlationId = correlationId;
    response.locals.log = log.child({ correlationId });
    response.set('X-Correlation-Id', correlationId);
    next();
  };
}
