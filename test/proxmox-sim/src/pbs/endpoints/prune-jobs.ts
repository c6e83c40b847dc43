import { removeBackup, snapshotName } from '../../model/backups.ts';
import type { PbsSection } from '../../state/pbs-state.ts';
import { usableDatastore } from '../call.ts';
import type { PbsCall } from '../call.ts';
import { backupsBelow } from '../model/below.ts';
import { jobEndpoints, jobPath } from '../model/jobs.ts';
import { pbsHolds, requirePbs } from '../model/pbs-permissions.ts';
import { pruneChoice } from '../model/prune-choice.ts';
import { pbsNode } from '../task-book.ts';

export const pruneJobEndpoints = jobEndpoints({
  kind: 'prune',
  mayRead: (call, config) => ['Datastore.Audit', 'Datastore.Modify'].some((privilege) => pbsHolds(call, jobPath(config), privilege)),
  requireChange: (call, config) => requirePbs(call, jobPath(config), 'Datastore.Modify'),
  check: () => undefined,
  listed: () => true,
  run,
});

function run(call: PbsCall, id: string, config: PbsSection): string {
  const store = String(config['store']);
  usableDatastore(call.pbs, store);
  return call.sim.pbsTasks.start({
    node: pbsNode,
    type: 'prunejob',
    id: `${store}:${id}`,
    identity: call.identity,
    work: (task) => {
      task.log(`prune job '${id}'`);
      const all = backupsBelow(call.world, store, String(config['ns'] ?? ''), Number(config['max-depth'] ?? 7));
      for (const backup of pruneChoice(config, all)) {
        task.log(`remove ${snapshotName(backup)}`);
        removeBackup(call.world, backup);
      }
      return Promise.resolve();
    },
  });
}
