import { pbsCollectors } from '@vigie/metrics/collectors';
import { pbsServerMetrics } from '@vigie/metrics/pbs-server';
import { parseVersion, type PveVersion } from '../cluster-facts.ts';
import { labelText } from '../exposition.ts';
import type { PbsCollector } from './pbs-collector.ts';

/** The version of the server; its answer has the form of Proxmox VE's. */
export const versionCollector: PbsCollector<PveVersion> = {
  name: 'version',
  intervalSeconds: pbsCollectors.version.everySeconds,
  read: async (api) => ({ value: parseVersion(await api.call<unknown>('GET', '/version', {})), failure: null }),
  add(out, server, known) {
    out.add(pbsServerMetrics.version, labelText({ server, ...known }), 1);
  },
};
