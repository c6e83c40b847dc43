import type { Response } from 'express';
import type { Caller } from '../caller.ts';
import type { Log } from '../log.ts';

/** What the layers leave for those behind them. `caller` is there below /api/v1 only, `route` once a route matched. */
export interface Locals {
  correlationId: string;
  log: Log;
  caller?: Caller;
  /** The path template, for metrics and logs: never the path itself, which is without bound. */
  route?: string;
}

export type ApiResponse = Response<unknown, Locals & Record<string, unknown>>;

/** The verified caller of a request that passed the identity layer. Throws an Error when a layer is missing. */
export function callerOf(response: ApiResponse): Caller {
  if (!response.locals.caller) throw new Error('a route is mounted before the identity layer');
  return response.locals.caller;
}
