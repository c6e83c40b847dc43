import { provisionerMetrics } from '@vigie/metrics/provisioner';
import type { NextFunction, Request } from 'express';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { RequestTrace } from '../tracing/tracing.ts';
import type { ApiResponse } from './locals.ts';

/** Counts, times and traces every request by method, path template and status, and logs it: changes and failures as info, reading as debug. */
export function measure(metrics: Registry, trace?: RequestTrace) {
  const requests = new Counter({
    name: provisionerMetrics.httpRequests.name,
    help: provisionerMetrics.httpRequests.help,
    labelNames: provisionerMetrics.httpRequests.labels,
    registers: [metrics],
  });
  const durations = new Histogram({
    name: provisionerMetrics.httpDuration.name,
    help: provisionerMetrics.httpDuration.help,
    labelNames: provisionerMetrics.httpDuration.labels,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [metrics],
  });
  return (request: Request, response: ApiResponse, next: NextFunction): void => {
    const started = process.hrtime.bigint();
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      const { route = 'unmatched', caller, log } = response.locals;
      const { method } = request;
      const status = response.writableFinished ? response.statusCode : 499;
      requests.inc({ method, route, status });
      durations.observe({ method, route }, seconds);
      const level = method !== 'GET' || status >= 500 ? 'info' : 'debug';
      log[level]({ method, route, status, seconds, login: caller?.login, tenant: caller?.tenant?.id }, 'request');
      tellTrace?.({ route, status });
    });
    const tellTrace = trace?.(request.method, next);
    if (!trace) next();
  };
}
