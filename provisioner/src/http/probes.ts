import { Router } from 'express';
import { Registry } from 'prom-client';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import type { HttpParts } from './app.ts';
import { withDeadline } from './deadline.ts';
import type { ApiResponse } from './locals.ts';
import { openapiDocument } from './openapi.ts';

const deadlineMs = 5_000;

/**
 * What machines ask, without identity: /healthz, /readyz, /metrics and /openapi.json.
 * The daemon listens on loopback; whoever opens it further puts a proxy in front that hides these (docs/decisions/0004-identity.md).
 */
export function probes({ readiness, alive, exposition }: Pick<HttpParts, 'alive' | 'exposition'> & Pick<Services, 'readiness'>): Router {
  const router = Router({ caseSensitive: true });
  const document = JSON.stringify(openapiDocument());

  router.use(['/healthz', '/readyz', '/metrics', '/openapi.json'], (request, response: ApiResponse, next) => {
    response.locals.route = request.baseUrl;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.set('Allow', 'GET, HEAD');
      throw new ProblemError('method-not-allowed', 'This can only be read.');
    }
    next();
  });
  router.get('/healthz', async (_request, response) => {
    await withDeadline(alive(), deadlineMs);
    response.json({ alive: true });
  });
  router.get('/readyz', async (_request, response) => {
    const missing = await withDeadline(readiness(), deadlineMs);
    if (missing.length > 0) {
      throw new ProblemError(
        'not-ready',
        'The provisioner does not take orders yet, or a part that it needs is down.',
        missing.map(({ part, message }) => ({ path: part, message })),
      );
    }
    response.json({ ready: true });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(Registry.PROMETHEUS_CONTENT_TYPE).send(await exposition());
  });
  router.get('/openapi.json', (_request, response) => {
    response.type('application/json').send(document);
  });
  return router;
}
