import type { LoadedConfig } from '@vigie/config/load';
import express, { type Express } from 'express';
import type { Registry } from 'prom-client';
import { createIdentity } from '../identity/identity.ts';
import type { Log } from '../log.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import type { RequestTrace } from '../tracing/tracing.ts';
import { apiRouter } from './api-router.ts';
import { bodyReader } from './body.ts';
import { correlation } from './correlation.ts';
import type { ApiResponse } from './locals.ts';
import { measure } from './measure.ts';
import { networkChoicePages } from './network-choice.ts';
import { probes } from './probes.ts';
import { problems } from './problems.ts';
import { callerLimits, failedIdentificationLimit } from './rate-limits.ts';
import { securityHeaders } from './security-headers.ts';

export interface HttpParts {
  config: LoadedConfig;
  services: Services;
  log: Log;
  /** Where requests are counted. */
  metrics: Registry;
  /** Answers as long as the daemon works, beside the answering of requests. */
  alive(): Promise<void>;
  /** All metrics of the daemon, in Prometheus's text format. */
  exposition(): Promise<string>;
  trace?: RequestTrace;
}

/** The HTTP application, layer by layer. Below /api/v1 nothing is answered, not even `not-found`, before the caller is known. */
export function createApp({ config, services, log, metrics, alive, exposition, trace }: HttpParts): Express {
  const identity = createIdentity(config);
  const app = express();
  app.disable('x-powered-by');
  // Answers are never stored, so nobody can ask whether they changed.
  app.disable('etag');
  app.set('case sensitive routing', true);

  app.use(correlation(log), measure(metrics, trace), securityHeaders);
  app.use(probes({ readiness: () => services.readiness(), alive, exposition }));
  app.use(networkChoicePages(services));
  app.use('/api/v1', failedIdentificationLimit(identity));
  app.use('/api/v1', async (request, response: ApiResponse, next) => {
    response.locals.caller = await identity.identify(request.headers, response.locals.log);
    next();
  });
  app.use('/api/v1', ...callerLimits(), apiRouter(services, bodyReader(config.config.provisioner.bodyLimitKiB)));
  app.use(() => {
    throw new ProblemError('not-found', 'There is nothing at this address.');
  });
  app.use(problems);
  return app;
}
