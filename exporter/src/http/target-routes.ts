import type { Exposition } from '../exposition.ts';
import { sendExposition } from '../send-exposition.ts';
import { queryText, querySwitch } from './query.ts';
import { refuse } from './replies.ts';
import type { Route } from './route.ts';
import { scrapeBudget } from './scrape-budget.ts';

/** Which of the metrics of a cluster are wanted, as prometheus-pve-exporter divides them. */
export interface PveSwitches {
  /** What is read of the cluster as a whole. */
  cluster: boolean;
  /** What prometheus-pve-exporter reads of each node. */
  node: boolean;
}

export interface TargetParts {
  /** One configured cluster, by its name or the host of an endpoint; null when there is none of it. */
  scrapeCluster(target: string | undefined, switches: PveSwitches, budgetMs: number): Promise<Exposition | null>;
  /** One configured backup server; the same holds. */
  scrapeBackupServer(target: string | undefined): Exposition | null;
}

// Only names that are configured: a token sent to whatever host a caller names would be a stolen token.
const unknownTarget = 'Unknown target: name one of vigie.yaml, or the host of one of its endpoints';

export function targetRoutes({ scrapeCluster, scrapeBackupServer }: TargetParts): Route[] {
  return [
    {
      path: '/pve',
      access: 'operator',
      // `module` names the credentials in prometheus-pve-exporter; here each cluster has its own, so it is not read.
      async handle(request, response) {
        const switches = { cluster: querySwitch(request, 'cluster'), node: querySwitch(request, 'node') };
        const found = await scrapeCluster(queryText(request, 'target'), switches, scrapeBudget(request));
        if (found === null) refuse(response, 404, unknownTarget);
        else await sendExposition(request, response, found);
      },
    },
    {
      path: '/pbs',
      access: 'operator',
      async handle(request, response) {
        const found = scrapeBackupServer(queryText(request, 'target'));
        if (found === null) refuse(response, 404, unknownTarget);
        else await sendExposition(request, response, found);
      },
    },
  ];
}
