import type { Route } from './route.ts';

export interface HealthParts {
  /** Discovery had its first pass. */
  isReady: () => boolean;
}

/** For supervisors, which have no credentials; they tell nothing else. */
export function healthRoutes({ isReady }: HealthParts): Route[] {
  return [
    { path: '/healthz', access: 'open', title: 'Health', handle: (_request, response) => void response.json({ status: 'ok' }) },
    {
      path: '/readyz',
      access: 'open',
      title: 'Readiness',
      // Proxmox out of reach does not make the exporter unready: it must be scraped to say so.
      handle(_request, response) {
        const ready = isReady();
        response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'starting' });
      },
    },
  ];
}
