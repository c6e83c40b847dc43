import { removeBackup } from '../../model/backups.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { filesOf, snapshotsFor } from '../model/snapshots.ts';

const template = '/admin/datastore/{store}/groups';

export const groupEndpoints: PbsEndpoint[] = [
  { method: 'GET', template, handle: listGroups },
  { method: 'DELETE', template, handle: deleteGroup },
];

/** Newest snapshots come first, so the first of a group is its last backup. */
function listGroups(call: PbsCall): unknown[] {
  return [...Map.groupBy(snapshotsFor(call, 'Datastore.Audit'), (backup) => backup.vmid).values()].flatMap((group) => {
    const [newest] = group;
    if (newest === undefined) return [];
    return {
      'backup-type': 'vm',
      'backup-id': String(newest.vmid),
      'last-backup': newest.time,
      'backup-count': group.length,
      files: filesOf(newest),
      owner: newest.owner,
    };
  });
}

function deleteGroup(call: PbsCall): unknown {
  const group = snapshotsFor(call, 'Datastore.Modify');
  const free = group.filter((backup) => !backup.protected);
  for (const backup of free) removeBackup(call.world, backup);
  const left = group.length - free.length;
  if (left > 0 && call.params['error-on-protected'] !== false)
    throw new PbsError(400, 'group only partially deleted due to protected snapshots');
  return { 'removed-snapshots': free.length, 'protected-snapshots': left, 'removed-groups': left === 0 ? 1 : 0 };
}
