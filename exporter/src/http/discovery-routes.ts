import type { Discovery } from '../discovery.ts';
import type { OwnTargets } from '../own-targets.ts';
import { queryText } from './query.ts';
import { refuse } from './replies.ts';
import type { Route } from './route.ts';

export interface DiscoveryParts {
  discovery: Pick<Discovery, 'list'>;
  ownTargets: OwnTargets;
}

/** Lists for Prometheus's http_sd_configs. They tell of all tenants: they are the operator's. */
export function discoveryRoutes({ discovery, ownTargets }: DiscoveryParts): Route[] {
  return [
    {
      path: '/discovery/nodes',
      access: 'operator',
      title: 'Discovery: the node exporters in the guests',
      async handle(_request, response) {
        const groups = await discovery.list().catch(() => null);
        // Prometheus keeps the list that it has; an empty one would end its scrapes.
        if (groups === null) refuse(response, 503, 'Proxmox cannot be read');
        else response.json(groups);
      },
    },
    {
      path: '/discovery/clusters',
      access: 'operator',
      title: 'Discovery: one target for each cluster',
      handle: (request, response) => void response.json(ownTargets('clusters', request.get('host'))),
    },
    {
      path: '/discovery/backup-servers',
      access: 'operator',
      title: 'Discovery: one target for each backup server',
      handle: (request, response) => void response.json(ownTargets('backup-servers', request.get('host'))),
    },
    {
      path: '/discovery/tenants',
      access: 'operator',
      title: "Discovery: one target for each tenant's own metrics; ?tenant=NAME for one of them",
      handle(request, response) {
        const wanted = queryText(request, 'tenant');
        const groups = ownTargets('tenants', request.get('host'));
        response.json(groups.filter(({ labels }) => wanted === undefined || labels.instance === wanted));
      },
    },
  ];
}
