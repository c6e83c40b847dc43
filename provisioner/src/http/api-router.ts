import { routes, type Route, type RouteName } from '@vigie/contract/routes';
import { Router, type Request } from 'express';
import type { Caller } from '../caller.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import type { BodyReader } from './body.ts';
import { withDeadline } from './deadline.ts';
import type { Handler, RouteRequest } from './handler.ts';
import { handlers } from './handlers/registry.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import { languageOf } from './language.ts';
import { callerOf, type ApiResponse } from './locals.ts';
import { validate } from './validate.ts';

const answerDeadlineMs = 30_000;

/**
 * The routes of the contract, to be mounted behind the identity layer. Each request passes the same checks in the same order:
 * capability, address, query, idempotency key, body; so a caller who may not do something learns nothing about how it is done.
 */
export function apiRouter(services: Services, readBody: BodyReader): Router {
  const router = Router({ caseSensitive: true });
  const names = Object.keys(routes) as RouteName[];
  for (const name of names) mount(router, name, services, readBody);
  for (const path of new Set(names.map((name) => routes[name].path))) refuseOtherMethods(router, path);
  return router;
}

function mount<Name extends RouteName>(router: Router, name: Name, services: Services, readBody: BodyReader): void {
  const route: Route = routes[name];
  const handler = handlers[name] as Handler<Name>;
  const method = route.method.toLowerCase() as Lowercase<Route['method']>;
  router[method](expressPath(route.path), async (request: Request, response: ApiResponse) => {
    response.locals.route = `/api/v1${route.path}`;
    const caller = callerOf(response);
    assertCapable(caller, route);
    const checked = {
      caller,
      language: languageOf(request),
      params: route.params && validateAddress(route.params, request.params),
      query: route.query && validate(route.query, request.query),
      idempotencyKey: route.idempotent && idempotencyKeyOf(request),
      body: route.body && validate(route.body, await readBody(request, response)),
    } as RouteRequest<Name>;
    const result = await withDeadline(Promise.resolve(handler(services, checked)), answerDeadlineMs);
    response.status(route.status).json(result);
  });
}

function assertCapable(caller: Caller, { capability, summary }: Route): void {
  if (capability === null || caller.capabilities.has(capability)) return;
  throw new ProblemError('forbidden', `Your role (${caller.role}) does not allow this: ${summary}.`);
}

/** An id that cannot be one names nothing: `not-found`, like one that is not there. */
function validateAddress(schema: NonNullable<Route['params']>, params: unknown): unknown {
  const result = schema.safeParse(params);
  if (result.success) return result.data;
  throw new ProblemError('not-found', 'There is nothing at this address.');
}

function refuseOtherMethods(router: Router, path: Route['path']): void {
  const allowed = Object.values(routes).filter((route) => route.path === path).map((route) => route.method as string);
  router.all(expressPath(path), (_request, response: ApiResponse) => {
    response.locals.route = `/api/v1${path}`;
    response.set('Allow', allowed.join(', '));
    throw new ProblemError('method-not-allowed', `Use ${allowed.join(' or ')} here.`);
  });
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
