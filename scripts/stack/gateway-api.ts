import { randomUUID } from 'node:crypto';

interface Answer {
  status: number;
  body: any;
}

/** The provisioner's API as Grafana's plugin proxy reaches it. */
export interface GatewayApi {
  get(path: string): Promise<Answer>;
  /** `idempotencyKey`: another one for each call when it is left out. */
  post(path: string, body?: unknown, idempotencyKey?: string): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

/** `url` is where the provisioner is now; `token` makes the ID token of whoever calls, for each call anew. */
export function gatewayApi(url: () => string, gatewayKey: string, token: () => string): GatewayApi {
  const call = async (method: string, path: string, body?: unknown, idempotencyKey: string = randomUUID()): Promise<Answer> => {
    const response = await fetch(`${url()}/api/v1${path}`, {
      method,
      headers: {
        'X-Gateway-Key': gatewayKey,
        'X-Grafana-Id': token(),
        'Idempotency-Key': idempotencyKey,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body, idempotencyKey) => call('POST', path, body, idempotencyKey),
    delete: (path) => call('DELETE', path),
  };
}
