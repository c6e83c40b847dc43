import { exporterMetrics } from '@vigie/metrics/exporter';
import { guestMetrics } from '@vigie/metrics/guest';
import { labelText } from '../exposition.ts';
import type { Collector } from './collector.ts';

/** Which guests are meant to run. Their list, nodes and tenants are of now; the answer is of the last background read. */
export const onbootCollector: Collector = {
  name: 'onboot',
  async collect(snapshot, out) {
    const { cluster, guestConfigs } = snapshot;
    const { guests } = await snapshot.resources();
    const known = guestConfigs.latest();
    for (const { id, pool: tenant, node, type } of guests) {
      const config = known?.get(id);
      if (config) out.add(guestMetrics.onboot, labelText({ cluster, id, tenant, node, type }), config.onboot ? 1 : 0);
    }
    const refreshedAt = guestConfigs.refreshedAt();
    if (refreshedAt !== null) out.add(exporterMetrics.collectorLastRefresh, labelText({ cluster, collector: 'onboot' }), refreshedAt);
    if (guestConfigs.failure() !== null) throw guestConfigs.failure();
  },
};
