import type { Exposition } from '../exposition.ts';
import { sendExposition } from '../send-exposition.ts';
import type { Route } from './route.ts';
import { scrapeBudget } from './scrape-budget.ts';

export interface MetricsParts {
  /** All clusters, all backup servers, and the exporter itself. */
  scrapeAll(budgetMs: number): Promise<Exposition>;
}

export function metricsRoutes({ scrapeAll }: MetricsParts): Route[] {
  return [
    {
      path: '/metrics',
      access: 'operator',
      title: 'Metrics of all clusters and backup servers, and of the exporter itself',
      async handle(request, response) {
        await sendExposition(request, response, await scrapeAll(scrapeBudget(request)));
      },
    },
  ];
}
