import type { ServedApi } from '../../http/api-server.ts';
import { findPbsRoute, pbsFailure, performPbs } from './pbs-perform.ts';

/** proxmox-backup-proxy. */
export const pbsApi: ServedApi = {
  product: 'pbs',
  banner: null,
  route: (request) => {
    const route = findPbsRoute(request.method, request.path);
    return { template: route?.endpoint.template ?? null, perform: (sim) => performPbs(sim, request, route) };
  },
  refusal: (status, text) => pbsFailure(status, text),
  tasks: (sim) => sim.pbsTasks,
  online: (sim) => sim.world.pbs.online,
};
