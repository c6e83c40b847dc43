import { discoveryRoutes, type DiscoveryParts } from './discovery-routes.ts';
import { healthRoutes, type HealthParts } from './health-routes.ts';
import { landingRoutes } from './landing-routes.ts';
import { metricsRoutes, type MetricsParts } from './metrics-routes.ts';
import type { Route } from './route.ts';
import { targetRoutes, type TargetParts } from './target-routes.ts';
import { tenantRoutes, type TenantParts } from './tenant-routes.ts';

export interface RouteParts extends MetricsParts, TargetParts, TenantParts, DiscoveryParts, HealthParts {
  version: string;
  clusters: readonly string[];
  backupServers: readonly string[];
}

/** All that the exporter serves. */
export function allRoutes(parts: RouteParts): readonly Route[] {
  const routes = [...metricsRoutes(parts), ...targetRoutes(parts), ...tenantRoutes(parts), ...discoveryRoutes(parts), ...healthRoutes(parts)];
  return [...landingRoutes(parts, routes), ...routes];
}
