import { randomUUID } from 'node:crypto';

export interface Answer<Body = any> {
  status: number;
  body: Body;
}

/** The provisioner's API as the plugin in the browser of `login` reaches it: through the stand-in's plugin proxy. */
export function apiOf(appUrl: string, login: string) {
  const base = `${appUrl}/api/plugin-proxy/vigie-proxmox-app/prov/api/v1`;
  const call = async (method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { 'X-Preview-User': login, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  };
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body?: unknown, headers?: Record<string, string>) =>
      call('POST', path, body === undefined ? undefined : JSON.stringify(body), { 'Idempotency-Key': randomUUID(), ...headers }),
    put: (path: string, body: unknown) => call('PUT', path, JSON.stringify(body)),
    /** Sends a body as it is, to see what is made of nonsense. */
    postRaw: (path: string, body: string, headers?: Record<string, string>) =>
      call('POST', path, body, { 'Idempotency-Key': randomUUID(), ...headers }),
  };
}
export type Api = ReturnType<typeof apiOf>;
