import type { MetricDefinition } from '@vigie/metrics/definition';
import { exporterMetrics } from '@vigie/metrics/exporter';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { createCallMetrics, type CallMetrics } from './call-metrics.ts';
import type { DiscoveryPass } from './discovery/discovery.ts';
import { labelText, type Exposition } from './exposition/exposition.ts';
import type { ExposedMetric } from './exposition/exposition-format.ts';

/** The exporter's metrics on itself: build, discovery, process and Node.js runtime. */
export interface OwnMetrics {
  /** Of its calls to Proxmox. */
  calls: CallMetrics;
  addTo(out: Exposition): Promise<void>;
  discovered(pass: DiscoveryPass): void;
  /** A request with wrong credentials. */
  refused(of: 'operator' | 'tenant'): void;
}

// Gauges named like counters, which promtool's linter rightly refuses; the same counts are there with a label `type`.
const misnamed = ['nodejs_active_resources_total', 'nodejs_active_handles_total', 'nodejs_active_requests_total'];

// prom-client has the delay of the event loop sampled whether anybody asks or not, a hundred times in a second unless told otherwise: more CPU
// than all else of an exporter that waits.
const eventLoop = ['', 'min_', 'max_', 'mean_', 'stddev_', 'p50_', 'p90_', 'p99_'].map((which) => `nodejs_eventloop_lag_${which}seconds`);

/** A sample of prom-client, whose types leave out the name of a histogram's part. */
interface PromSample {
  value: number;
  labels: Partial<Record<string, string | number>>;
  metricName?: string;
}

export function createOwnMetrics(version: string): OwnMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 60_000 });
  [...misnamed, ...eventLoop].forEach((name) => registry.removeSingleMetric(name));

  const gauge = ({ name, help, labels }: MetricDefinition) => new Gauge({ name, help, labelNames: [...labels], registers: [registry] });
  gauge(exporterMetrics.buildInfo).set({ version }, 1);
  const targets = gauge(exporterMetrics.discoveryTargets);
  const withoutAddress = gauge(exporterMetrics.discoveryWithoutAddress);
  const lastSuccess = gauge(exporterMetrics.discoveryLastSuccess);
  const missed = gauge(exporterMetrics.discoveryGuestWithoutAddress);
  const sharedAddress = gauge(exporterMetrics.discoverySharedAddress);
  const { name, help, labels } = exporterMetrics.refusedRequests;
  const refusals = new Counter({ name, help, labelNames: [...labels], registers: [registry] });
  for (const whose of ['operator', 'tenant']) refusals.inc({ of: whose }, 0);

  return {
    calls: createCallMetrics(registry),
    async addTo(out) {
      for (const { name, help, type, values } of await registry.getMetricsAsJSON()) {
        for (const { labels, value, metricName = name } of values as PromSample[]) {
          const texts = Object.entries(labels).map(([label, text]) => [label, String(text)]);
          out.addPart({ name, help, type: String(type) as ExposedMetric['type'] }, metricName, labelText(Object.fromEntries(texts)), value);
        }
      }
    },
    discovered({ groups, shared, clusters, complete }) {
      targets.set({ job: 'node' }, groups.length);
      for (const each of [withoutAddress, missed, sharedAddress]) each.reset();
      for (const [cluster, found] of clusters) {
        for (const [tenant, count] of found.withoutAddress) withoutAddress.set({ cluster, tenant }, count);
        for (const guest of found.missed) missed.set({ cluster, ...guest }, 1);
      }
      for (const { labels: { cluster = '', tenant = '' } } of shared) sharedAddress.inc({ cluster, tenant });
      if (complete) lastSuccess.setToCurrentTime();
    },
    refused: (of) => refusals.inc({ of }),
  };
}
