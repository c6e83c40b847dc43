import { setTimeout as sleep } from 'node:timers/promises';

/** The provisioner's API as the plugin of `login` reaches it, through the stand-in host. Rejects with the problem's own words. */
export function demoApi(appUrl: string, login: string) {
  const call = async <Body>(method: string, path: string, body?: unknown, key?: string): Promise<Body> => {
    const response = await fetch(`${appUrl}/api/plugin-proxy/vigie-proxmox-app/prov/api/v1${path}`, {
      method,
      headers: {
        'X-Preview-User': login,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Body & { title?: string; detail?: string };
    if (!response.ok) throw new Error(`${method} ${path}: ${answer.detail ?? answer.title ?? response.status}`);
    return answer;
  };
  return {
    get: <Body>(path: string) => call<Body>('GET', path),
    post: <Body>(path: string, body?: unknown, key?: string) => call<Body>('POST', path, body, key),
    /** Reads `path` every second until it is as wanted. */
    async until<Body>(path: string, reached: (body: Body) => boolean): Promise<Body> {
      for (;;) {
        const body = await call<Body>('GET', path);
        if (reached(body)) return body;
        await sleep(1000);
      }
    },
  };
}
export type DemoApi = ReturnType<typeof demoApi>;
