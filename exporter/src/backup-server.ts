import { exporterMetrics } from '@vigie/metrics/exporter';
import { pbsMetrics } from '@vigie/metrics/pbs';
import { labelText, type Exposition } from './exposition.ts';
import type { BoundPbsCollector } from './pbs/bind-pbs.ts';
import { bindPbsCollectors, type PbsChoices } from './pbs/index.ts';
import type { PbsApi } from './pbs/pbs-collector.ts';
import type { ReportRead } from './trouble-log.ts';

/** A backup server as of its last background reads. */
export interface BackupServer {
  /** What loops read. */
  readonly background: readonly BackupServerRead[];
  /** Nothing before the first reads have ended. */
  addKnown(out: Exposition): void;
}

export interface BackupServerRead extends Pick<BoundPbsCollector, 'name' | 'intervalSeconds'> {
  /** One read, told to the report; whether it was whole. Never rejects. */
  refresh(): Promise<boolean>;
}

export function watchBackupServer(api: PbsApi, report: ReportRead, choices: PbsChoices): BackupServer {
  const { server } = api;
  const collectors = bindPbsCollectors(api, choices);
  return {
    background: collectors.map(({ name, intervalSeconds, refresh, failure }) => ({
      name,
      intervalSeconds,
      async refresh() {
        const whole = await refresh();
        report(server, `collector ${name}`, failure());
        return whole;
      },
    })),
    addKnown(out) {
      for (const collector of collectors) addReads(out, server, collector);
      for (const { addKnown } of collectors) addKnown(out);
    },
  };
}

/** How the reads of a collector went. The datastores say whether the server is up. */
function addReads(out: Exposition, server: string, { name, failure, refreshedAt }: BoundPbsCollector): void {
  const at = refreshedAt();
  const failed = failure() !== null;
  if (at === null && !failed) return;
  const labels = labelText({ server, collector: name });
  out.add(exporterMetrics.pbsCollectorSuccess, labels, failed ? 0 : 1);
  out.addIfKnown(exporterMetrics.pbsCollectorLastRefresh, labels, at ?? undefined);
  if (name !== 'datastore') return;
  out.add(pbsMetrics.up, labelText({ server }), failed ? 0 : 1);
  out.addIfKnown(pbsMetrics.lastRefresh, labelText({ server }), at ?? undefined);
}
