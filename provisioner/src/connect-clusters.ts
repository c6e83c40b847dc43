import type { LoadedConfig } from '@vigie/config/load';
import type { Registry } from 'prom-client';
import { connectCluster, type ClusterConnection, type ClusterListeners } from './cluster-connection.ts';
import { callMetrics, clearingMetrics } from './metrics.ts';
import type { Tracing } from './tracing/tracing.ts';

/** Connects to every configured cluster; its calls are counted in `metrics`, and traced where that is wanted. */
export function connectClusters({ config, baseDir }: LoadedConfig, metrics: Registry, tracing: Tracing | null): ClusterConnection[] {
  const countCall = callMetrics(metrics);
  const onCall: ClusterListeners['onCall'] = tracing ? (call) => (countCall(call), tracing.call(call)) : countCall;
  const onCleared = clearingMetrics(metrics, config.clusters.map(({ name }) => name));
  return config.clusters.map((cluster) => connectCluster(cluster, baseDir, { onCall, onCleared }));
}
