import React, { type ReactNode } from 'react';
import { Observable, from } from 'rxjs';
import { API_BASE_URL } from '../constants';

export interface FakeRequest {
  method: string;
  /** Below /api/v1, without the query. */
  path: string;
  query: URLSearchParams;
  data: unknown;
  headers: Record<string, string>;
}

type Handler = (request: FakeRequest) => unknown;

/** The provisioner as a test wants it: `GET /orders` -> answer. `requests` is what was asked. */
export const api = {
  handlers: {} as Record<string, Handler>,
  requests: [] as FakeRequest[],
  toasts: [] as unknown[],
  reset() {
    this.handlers = {};
    this.requests = [];
    this.toasts = [];
  },
};

/** What a handler throws to answer a problem document. */
export function problem(status: number, code: string, rest: Record<string, unknown> = {}) {
  return { status, data: { type: 'about:blank', title: code, status, code, ...rest } };
}

async function answer(options: { url: string; method: string; data?: unknown; headers?: Record<string, string> }) {
  const url = new URL(options.url, 'http://grafana');
  const path = url.pathname.replace(API_BASE_URL, '');
  const request = { method: options.method, path, query: url.searchParams, data: options.data, headers: options.headers ?? {} };
  api.requests.push(request);
  const handler = api.handlers[`${options.method} ${path}`];
  if (handler === undefined) {
    throw problem(404, 'not-found', { detail: `the test has no ${options.method} ${path}` });
  }
  return { data: await handler(request), status: 200 };
}

/**
 * Stands in for @grafana/runtime, whose singletons only a running Grafana sets.
 * @public jest.mock factories reach it by require, which no tool follows
 */
export const fakeRuntime = {
  getBackendSrv: () => ({ fetch: (options: Parameters<typeof answer>[0]): Observable<unknown> => from(answer(options)) }),
  getAppEvents: () => ({ publish: (event: unknown) => api.toasts.push(event) }),
  PluginPage: ({ pageNav, actions, children }: { pageNav: { text: string }; actions?: ReactNode; children: ReactNode }) => (
    <main>
      <h1>{pageNav.text}</h1>
      {actions}
      {children}
    </main>
  ),
};
