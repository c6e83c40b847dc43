import type { PbsSection } from '../../state/pbs-state.ts';
import { usableDatastore } from '../call.ts';
import type { PbsCall } from '../call.ts';
import { backupsBelow } from '../model/below.ts';
import { jobEndpoints, jobPath } from '../model/jobs.ts';
import { pbsHolds, requirePbs } from '../model/pbs-permissions.ts';
import { startVerification } from '../model/verify-work.ts';

export const verifyJobEndpoints = jobEndpoints({
  kind: 'verify',
  mayRead: (call, config) => ['Datastore.Audit', 'Datastore.Verify'].some((privilege) => pbsHolds(call, jobPath(config), privilege)),
  requireChange: (call, config) => requirePbs(call, jobPath(config), 'Datastore.Verify'),
  check: () => undefined,
  listed: () => true,
  run,
});

function run(call: PbsCall, id: string, config: PbsSection): string {
  const store = String(config['store']);
  usableDatastore(call.pbs, store);
  const chosen = (): ReturnType<typeof backupsBelow> =>
    backupsBelow(call.world, store, String(config['ns'] ?? ''), Number(config['max-depth'] ?? 7));
  return startVerification(call, { type: 'verificationjob', id: `${store}:${id}`, store, chosen, options: config });
}
