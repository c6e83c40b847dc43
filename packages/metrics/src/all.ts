import { backupMetrics } from './backup.ts';
import { callMetrics } from './call.ts';
import { certificateMetrics } from './certificate.ts';
import { clusterMetrics } from './cluster.ts';
import type { MetricDefinition } from './definition.ts';
import { exporterMetrics } from './exporter.ts';
import { guestMetrics } from './guest.ts';
import { nodeMetrics } from './node.ts';
import { pbsMetrics } from './pbs.ts';
import { provisionerMetrics } from './provisioner.ts';
import { resilienceMetrics } from './resilience.ts';
import { resourceMetrics } from './resource.ts';
import { storageMetrics } from './storage.ts';

/** The areas in the order of the exposition and of docs/metrics.md. */
export const metricAreas: readonly { title: string; metrics: Readonly<Record<string, MetricDefinition>> }[] = [
  { title: 'Guests, nodes and storages', metrics: resourceMetrics },
  { title: 'Guests', metrics: guestMetrics },
  { title: 'Backups of guests', metrics: backupMetrics },
  { title: 'Nodes', metrics: nodeMetrics },
  { title: 'Certificates of nodes', metrics: certificateMetrics },
  { title: 'Storages', metrics: storageMetrics },
  { title: 'Clusters', metrics: clusterMetrics },
  { title: 'Backup servers', metrics: pbsMetrics },
  { title: 'The exporter itself', metrics: exporterMetrics },
  { title: 'Calls of the exporter', metrics: callMetrics },
  { title: 'The provisioner itself', metrics: provisionerMetrics },
  { title: 'Backups, restore tests and runbooks', metrics: resilienceMetrics },
];

/** Every metric of ours, in that order. */
export const allMetrics: readonly MetricDefinition[] = metricAreas.flatMap(({ metrics }) => Object.values(metrics));
