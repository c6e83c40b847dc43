import { removeBackup, snapshotName } from '../../model/backups.ts';
import { datastoreOf, textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { backupsBelow, namespaceOf } from '../model/below.ts';
import { namespacePath, pbsHolds } from '../model/pbs-permissions.ts';
import { pruneChoice } from '../model/prune-choice.ts';
import { idOf, snapshotsFor, typeOf } from '../model/snapshots.ts';
import { pbsNode } from '../task-book.ts';

export const pruneEndpoints: PbsEndpoint[] = [
  { method: 'POST', template: '/admin/datastore/{store}/prune', handle: pruneGroup },
  { method: 'POST', template: '/admin/datastore/{store}/prune-datastore', handle: pruneDatastore },
];

/** The answer is what became of each snapshot, or with `use-task` the UPID. */
function pruneGroup(call: PbsCall): unknown {
  const { store } = datastoreOf(call);
  const all = snapshotsFor(call, 'Datastore.Modify', 'Datastore.Prune');
  const gone = pruneChoice(call.params, all);
  if (call.params['dry-run'] !== true) for (const backup of gone) removeBackup(call.world, backup);
  const upid = call.sim.pbsTasks.start({
    node: pbsNode,
    type: 'prune',
    id: `${store}:${textParam(call, 'backup-type')}/${textParam(call, 'backup-id')}`,
    identity: call.identity,
    work: (task) => {
      for (const backup of gone) task.log(`remove ${snapshotName(backup)}`);
      return Promise.resolve();
    },
  });
  if (call.params['use-task'] === true) return upid;
  return all.map((backup) => ({
    'backup-type': typeOf(backup),
    'backup-id': idOf(backup),
    'backup-time': backup.time,
    keep: !gone.includes(backup),
    protected: backup.protected,
  }));
}

/** A namespace and those below it, as far as the caller may. */
function pruneDatastore(call: PbsCall): string {
  const { store } = datastoreOf(call);
  const may = (ns: string): boolean => pbsHolds(call, namespacePath(store, ns), 'Datastore.Modify');
  const own = new Set(snapshotsFor(call, 'Datastore.Modify', 'Datastore.Prune'));
  return call.sim.pbsTasks.start({
    node: pbsNode,
    type: 'prune',
    id: store,
    identity: call.identity,
    work: (task) => {
      const all = backupsBelow(call.world, store, textParam(call, 'ns'), Number(call.params['max-depth'] ?? 7));
      for (const backup of pruneChoice(
        call.params,
        all.filter((item) => own.has(item) || may(namespaceOf(item))),
      )) {
        task.log(`remove ${snapshotName(backup)}`);
        if (call.params['dry-run'] !== true) removeBackup(call.world, backup);
      }
      return Promise.resolve();
    },
  });
}
