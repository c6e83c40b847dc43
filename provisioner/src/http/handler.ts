import type { RouteName, routes } from '@vigie/contract/routes';
import type { Language } from '@vigie/contract/primitives';
import type { z } from 'zod';
import type { Caller } from '../caller.ts';
import type { Services } from '../services.ts';

type Routes = typeof routes;
type Part<Name extends RouteName, Key extends string> =
  Routes[Name] extends Readonly<Record<Key, infer Schema extends z.ZodType>> ? z.output<Schema> : undefined;

/** A request to a route after all checks: who, and the parts that the route's schemas describe. */
export interface RouteRequest<Name extends RouteName> {
  readonly caller: Caller;
  readonly language: Language;
  readonly params: Part<Name, 'params'>;
  readonly query: Part<Name, 'query'>;
  readonly body: Part<Name, 'body'>;
  readonly idempotencyKey: Routes[Name] extends { idempotent: true } ? string : undefined;
}

/** What a route does. Its result is the body of the answer; errors for the caller are ProblemErrors. */
export type Handler<Name extends RouteName> = (
  services: Services,
  request: RouteRequest<Name>,
) => z.output<Routes[Name]['response']> | Promise<z.output<Routes[Name]['response']>>;
