import { pbsMetrics } from '@vigie/metrics/pbs';
import type { PbsClient } from '@vigie/proxmox/pbs-client';
import { background } from './background/background.ts';
import { parseDatastores, type Datastore } from './datastores.ts';
import { labelText, type Exposition } from './exposition.ts';
import type { ReportRead } from './trouble-log.ts';

/** A backup server as of its last background read. */
export interface BackupServer {
  /** How often a read begins when exporter.background.intervalSeconds is at its default. */
  readonly intervalSeconds: number;
  /** One read, told to the report; whether it was whole. Never rejects. */
  refresh(): Promise<boolean>;
  /** Nothing before the first read has ended. */
  addKnown(out: Exposition): void;
}

export function watchBackupServer(client: Pick<PbsClient, 'server' | 'call'>, report: ReportRead): BackupServer {
  const { server } = client;
  const reads = background<readonly Datastore[]>(async (last) =>
    parseDatastores(await client.call<unknown>('GET', '/status/datastore-usage', {}), last, Date.now() / 1000),
  );
  return {
    intervalSeconds: 300,
    async refresh() {
      const whole = await reads.refresh();
      report(server, 'datastores', reads.failure());
      return whole;
    },
    addKnown(out) {
      const labels = labelText({ server });
      const known = reads.latest();
      const failed = reads.failure() !== null;
      if (known === null && !failed) return;
      out.add(pbsMetrics.up, labels, failed ? 0 : 1);
      out.addIfKnown(pbsMetrics.lastRefresh, labels, reads.refreshedAt() ?? undefined);
      for (const datastore of known ?? []) addDatastore(out, `${labels},${labelText({ datastore: datastore.name })}`, datastore);
    },
  };
}

function addDatastore(out: Exposition, labels: string, { size, used, available, estimatedFull, gc }: Datastore): void {
  out.addIfKnown(pbsMetrics.size, labels, size);
  out.addIfKnown(pbsMetrics.used, labels, used);
  out.addIfKnown(pbsMetrics.available, labels, available);
  out.addIfKnown(pbsMetrics.estimatedFull, labels, estimatedFull);
  out.addIfKnown(pbsMetrics.gcIndexData, labels, gc.indexData);
  out.addIfKnown(pbsMetrics.gcDisk, labels, gc.disk);
  out.addIfKnown(pbsMetrics.gcRemoved, labels, gc.removed);
  out.addIfKnown(pbsMetrics.gcPending, labels, gc.pending);
  out.addIfKnown(pbsMetrics.gcBad, labels, gc.stillBad);
}
