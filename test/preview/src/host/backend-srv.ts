import { AppEvents } from '@grafana/data';
import { getAppEvents, type BackendSrv, type BackendSrvRequest, type FetchResponse } from '@grafana/runtime';
import { isEmpty } from 'lodash';
import { lastValueFrom, Observable, throwError } from 'rxjs';

type Options = Partial<BackendSrvRequest>;

/** Grafana's HTTP client over `fetch`: results and errors in its shapes, and its pop-ups unless the caller declines them. */
export class PreviewBackendSrv implements BackendSrv {
  fetch<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
    return new Observable((subscriber) => {
      const controller = new AbortController();
      options.abortSignal?.addEventListener('abort', () => controller.abort());
      send<T>(options, controller.signal).then(
        (answer) => {
          subscriber.next(answer);
          subscriber.complete();
        },
        (error: unknown) => subscriber.error(error),
      );
      return () => controller.abort();
    });
  }

  chunked(options: BackendSrvRequest): Observable<FetchResponse<Uint8Array | undefined>> {
    return throwError(() => new Error(`${options.url}: the preview has no streaming requests`));
  }

  async request<T = unknown>(options: BackendSrvRequest): Promise<T> {
    try {
      const answer = await lastValueFrom(this.fetch<T>(options));
      const message = (answer.data as { message?: unknown } | null)?.message;
      const changes = ['POST', 'PUT', 'PATCH', 'DELETE'].includes(options.method ?? 'GET');
      if (changes && options.showSuccessAlert !== false && typeof message === 'string') {
        getAppEvents().publish({ type: AppEvents.alertSuccess.name, payload: [message] });
      }
      return answer.data;
    } catch (error) {
      if (options.showErrorAlert !== false) announce(error);
      throw error;
    }
  }

  datasourceRequest<T = unknown>(options: BackendSrvRequest): Promise<FetchResponse<T>> {
    return lastValueFrom(this.fetch<T>(options));
  }

  get<T = unknown>(url: string, params?: BackendSrvRequest['params'], requestId?: string, options?: Options): Promise<T> {
    return this.request<T>({ ...options, method: 'GET', url, ...(params && { params }), ...(requestId && { requestId }) });
  }

  delete<T = unknown>(url: string, data?: unknown, options?: Options): Promise<T> {
    return this.request<T>({ ...options, method: 'DELETE', url, data });
  }

  post<T = unknown>(url: string, data?: unknown, options?: Options): Promise<T> {
    return this.request<T>({ ...options, method: 'POST', url, data });
  }

  patch<T = unknown>(url: string, data?: unknown, options?: Options): Promise<T> {
    return this.request<T>({ ...options, method: 'PATCH', url, data });
  }

  put<T = unknown>(url: string, data?: unknown, options?: Options): Promise<T> {
    return this.request<T>({ ...options, method: 'PUT', url, data });
  }
}

async function send<T>(options: BackendSrvRequest, signal: AbortSignal): Promise<FetchResponse<T>> {
  const headers = new Headers({ accept: 'application/json, text/plain, */*', ...options.headers });
  const body = encode(options.data, headers);
  const url = withParams(options.url, options.params);
  const answer = await fetch(url, { method: options.method ?? 'GET', headers, signal, ...(body !== undefined && { body }) });
  const { ok, redirected, status, statusText, type } = answer;
  const data = await decode(answer, options.responseType);
  const result = { config: options, data: data as T, headers: answer.headers, ok, redirected, status, statusText, type, url: answer.url };
  // A plain object: plugins test errors with isFetchError, which looks for `status` and `data`.
  if (!ok)
    return Promise.reject({ config: options, data: data === '' ? { message: statusText } : data, status, statusText, isHandled: false });
  return result;
}

function withParams(url: string, params: BackendSrvRequest['params']): string {
  const path = url.startsWith('/') || /^https?:/.test(url) ? url : `/${url}`;
  if (!params || isEmpty(params)) return path;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) search.append(name, String(one));
  }
  return `${path}${path.includes('?') ? '&' : '?'}${search}`;
}

function encode(data: unknown, headers: Headers): BodyInit | undefined {
  if (data === undefined || data === null) return undefined;
  if (typeof data === 'string' || data instanceof Blob || data instanceof FormData || data instanceof URLSearchParams) return data;
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  return JSON.stringify(data);
}

async function decode(answer: Response, responseType: BackendSrvRequest['responseType']): Promise<unknown> {
  if (responseType === 'blob') return answer.blob();
  if (responseType === 'arraybuffer') return answer.arrayBuffer();
  const text = await answer.text();
  if (responseType === 'text') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function announce(error: unknown): void {
  const { data, statusText } = error as { data?: { message?: string }; statusText?: string };
  const message = data?.message ?? statusText ?? String(error);
  getAppEvents().publish({ type: AppEvents.alertError.name, payload: [message] });
}
