import { removeBackup, snapshotName } from '../../model/backups.ts';
import { backupsToRemove } from '../../model/prune.ts';
import type { Retention } from '../../model/prune.ts';
import type { Backup } from '../../state/world.ts';
import { datastoreOf } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { snapshotsFor } from '../model/snapshots.ts';
import { pbsNode } from '../task-book.ts';

export const pruneEndpoints: PbsEndpoint[] = [
  { method: 'POST', template: '/admin/datastore/{store}/prune', handle: pruneGroup },
  { method: 'POST', template: '/admin/datastore/{store}/prune-datastore', handle: pruneDatastore },
];

const rules = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const;

function chosen(call: PbsCall, all: readonly Backup[]): Backup[] {
  const given = rules.filter((rule) => call.params[`keep-${rule}`] !== undefined);
  const retention: Retention = Object.fromEntries(given.map((rule) => [rule, Number(call.params[`keep-${rule}`])]));
  if (given.length === 0) return [];
  // What is being written is nobody's to remove.
  const groups = Map.groupBy(
    all.filter((backup) => backup.complete),
    (backup) => backup.vmid,
  );
  return [...groups.values()].flatMap((group) => backupsToRemove(group, retention));
}

function pruneGroup(call: PbsCall): unknown {
  const { store } = datastoreOf(call);
  const all = snapshotsFor(call, 'Datastore.Modify', 'Datastore.Prune');
  const gone = chosen(call, all);
  if (call.params['dry-run'] !== true) for (const backup of gone) removeBackup(call.world, backup);
  call.sim.pbsTasks.start({
    node: pbsNode,
    type: 'prune',
    id: `${store}:vm/${String(call.params['backup-id'])}`,
    identity: call.identity,
    work: (task) => {
      for (const backup of gone) task.log(`remove ${snapshotName(backup)}`);
      return Promise.resolve();
    },
  });
  return all.map((backup) => ({
    'backup-type': 'vm',
    'backup-id': String(backup.vmid),
    'backup-time': backup.time,
    keep: !gone.includes(backup),
    protected: backup.protected,
  }));
}

function pruneDatastore(call: PbsCall): string {
  const { store } = datastoreOf(call);
  const all = snapshotsFor(call, 'Datastore.Modify', 'Datastore.Prune');
  return call.sim.pbsTasks.start({
    node: pbsNode,
    type: 'prune',
    id: store,
    identity: call.identity,
    work: (task) => {
      for (const backup of chosen(call, all)) {
        task.log(`remove ${snapshotName(backup)}`);
        if (call.params['dry-run'] !== true) removeBackup(call.world, backup);
      }
      return Promise.resolve();
    },
  });
}
