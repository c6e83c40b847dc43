import { clusterMetrics } from '@vigie/metrics/cluster';
import { resourceMetrics } from '@vigie/metrics/resource';
import { labelText } from '../exposition.ts';
import type { Collector } from './collector.ts';

/** Says of every configured cluster whether its API answers; the id is the name in vigie.yaml, which is known even when it does not. */
export const clusterCollector: Collector = {
  name: 'cluster',
  async collect(snapshot, out) {
    const { cluster } = snapshot;
    const id = `cluster/${cluster}`;
    const [resources, status, version] = await Promise.allSettled([snapshot.resources(), snapshot.status(), snapshot.version()]);
    out.add(resourceMetrics.up, labelText({ cluster, id }), resources.status === 'fulfilled' ? 1 : 0);
    if (resources.status === 'rejected') throw resources.reason;

    if (status.status === 'fulfilled' && status.value.cluster) {
      const { nodes, quorate, version: configVersion } = status.value.cluster;
      const labels = labelText({ cluster, id, nodes: String(nodes), quorate: quorate ? '1' : '0', version: configVersion });
      out.add(clusterMetrics.info, labels, 1);
      out.add(clusterMetrics.quorate, labelText({ cluster, id }), quorate ? 1 : 0);
    }
    if (version.status === 'fulfilled') out.add(clusterMetrics.versionInfo, labelText({ cluster, ...version.value }), 1);
    for (const read of [status, version]) if (read.status === 'rejected') throw read.reason;
  },
};
