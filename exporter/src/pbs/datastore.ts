import { pbsCollectors } from '@vigie/metrics/collectors';
import { pbsMetrics } from '@vigie/metrics/pbs';
import { labelText } from '../exposition.ts';
import { parseDatastores, type Datastore } from './datastores.ts';
import type { PbsCollector } from './pbs-collector.ts';

/** Space and garbage of the datastores. */
export const datastoreCollector: PbsCollector<readonly Datastore[]> = {
  name: 'datastore',
  intervalSeconds: pbsCollectors.datastore.everySeconds,
  read: async (api, last) => parseDatastores(await api.call<unknown>('GET', '/status/datastore-usage', {}), last, Date.now() / 1000),
  add(out, server, known) {
    for (const { name: datastore, size, used, available, estimatedFull, gc } of known) {
      const labels = labelText({ server, datastore });
      out.addIfKnown(pbsMetrics.size, labels, size);
      out.addIfKnown(pbsMetrics.used, labels, used);
      out.addIfKnown(pbsMetrics.available, labels, available);
      out.addIfKnown(pbsMetrics.estimatedFull, labels, estimatedFull);
      out.addIfKnown(pbsMetrics.gcIndexData, labels, gc.indexData);
      out.addIfKnown(pbsMetrics.gcDisk, labels, gc.disk);
      out.addIfKnown(pbsMetrics.gcDedup, labels, dedupOf(gc));
      out.addIfKnown(pbsMetrics.gcRemoved, labels, gc.removed);
      out.addIfKnown(pbsMetrics.gcPending, labels, gc.pending);
      out.addIfKnown(pbsMetrics.gcBad, labels, gc.stillBad);
    }
  },
};

/** As the web interface of the backup server shows it; none before a collection that found backups. */
function dedupOf({ indexData, disk }: Datastore['gc']): number | undefined {
  return indexData === undefined || disk === undefined || indexData === 0 || disk === 0 ? undefined : indexData / disk;
}
