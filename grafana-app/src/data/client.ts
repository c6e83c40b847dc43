import { lastValueFrom } from 'rxjs';
import { getBackendSrv } from '@grafana/runtime';
import { routes, type Route, type RouteName } from '@vigie/contract/routes';
import type { z } from 'zod';
import { API_BASE_URL } from '../constants';
import { apiLanguage } from '../i18n/language';
import { toProblemError } from './problem';

type Routes = typeof routes;

type Part<Name extends RouteName, Key extends 'params' | 'body'> = Routes[Name] extends { [K in Key]: infer Schema extends z.ZodType }
  ? { [K in Key]: z.input<Schema> }
  : unknown;

type Query<Name extends RouteName> = Routes[Name] extends { query: infer Schema extends z.ZodType } ? { query?: z.input<Schema> } : unknown;

type Key<Name extends RouteName> = Routes[Name] extends { idempotent: true } ? { idempotencyKey: string } : unknown;

/** What a call of this route needs: its path parameters, query and body as the contract types them. */
export type CallInput<Name extends RouteName> = Part<Name, 'params'> &
  Part<Name, 'body'> &
  Query<Name> &
  Key<Name> & { signal?: AbortSignal };

export type Answer<Name extends RouteName> = z.output<Routes[Name]['response']>;

interface LooseInput {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** Calls the provisioner through Grafana's plugin proxy. Rejects with a ProblemError, nothing else. */
export async function call<Name extends RouteName>(name: Name, input: CallInput<Name>): Promise<Answer<Name>> {
  const route: Route = routes[name];
  const { params, query, body, idempotencyKey, signal } = input as LooseInput;
  const request = getBackendSrv().fetch<Answer<Name>>({
    url: API_BASE_URL + fillPath(route.path, params ?? {}) + queryString(query ?? {}),
    method: route.method,
    data: body,
    headers: {
      // Grafana's language, which need not be the browser's.
      'Accept-Language': apiLanguage(),
      ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
    },
    showErrorAlert: false,
    showSuccessAlert: false,
    abortSignal: signal,
  });
  try {
    return (await lastValueFrom(request)).data;
  } catch (thrown) {
    throw toProblemError(thrown);
  }
}

function fillPath(path: string, params: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function queryString(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`;
}
