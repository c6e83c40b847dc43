import { resourceMetrics } from '@vigie/metrics/resource';
import { storageMetrics } from '@vigie/metrics/storage';
import { labelText } from '../exposition/exposition.ts';
import type { Collector } from './collector.ts';

export const storageCollector: Collector = {
  name: 'storage',
  async collect(snapshot, out) {
    const { cluster } = snapshot;
    const { storages } = await snapshot.resources();
    for (const storage of storages) {
      const { id, node, name, plugintype, content } = storage;
      const labels = labelText({ cluster, id });
      out.add(resourceMetrics.up, labels, storage.available ? 1 : 0);
      out.add(storageMetrics.shared, labels, storage.shared ? 1 : 0);
      out.add(storageMetrics.info, labelText({ cluster, id, node, storage: name, plugintype, content }), 1);
      if (!storage.available) continue;
      out.addIfKnown(resourceMetrics.diskSize, labels, storage.maxdisk);
      out.addIfKnown(resourceMetrics.diskUsage, labels, storage.disk);
    }
  },
};
