import { removeBackup } from '../../model/backups.ts';
import { textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { filesOf, snapshotFor, snapshotsFor } from '../model/snapshots.ts';

const base = '/admin/datastore/{store}';

export const snapshotEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: `${base}/snapshots`, handle: listSnapshots },
  { method: 'DELETE', template: `${base}/snapshots`, handle: deleteSnapshot },
  { method: 'GET', template: `${base}/protected`, handle: (call) => snapshotFor(call, 'Datastore.Audit').protected },
  { method: 'PUT', template: `${base}/protected`, handle: setProtected },
  { method: 'GET', template: `${base}/notes`, handle: (call) => snapshotFor(call, 'Datastore.Audit').notes },
  { method: 'PUT', template: `${base}/notes`, handle: setNotes },
];

function listSnapshots(call: PbsCall): unknown[] {
  return snapshotsFor(call, 'Datastore.Audit').map((backup) => ({
    'backup-type': 'vm',
    'backup-id': String(backup.vmid),
    'backup-time': backup.time,
    files: filesOf(backup),
    protected: backup.protected,
    owner: backup.owner,
    ...(backup.complete ? { size: backup.size } : {}),
    ...(backup.notes === '' ? {} : { comment: backup.notes.split('\n', 1)[0] }),
    ...(backup.encrypted === null || !backup.complete ? {} : { fingerprint: backup.encrypted }),
    ...(backup.verification === null ? {} : { verification: backup.verification }),
  }));
}

function deleteSnapshot(call: PbsCall): null {
  const backup = snapshotFor(call, 'Datastore.Modify');
  if (backup.protected) throw new PbsError(400, 'cannot remove protected snapshot');
  removeBackup(call.world, backup);
  return null;
}

function setProtected(call: PbsCall): null {
  snapshotFor(call, 'Datastore.Modify').protected = call.params['protected'] === true;
  return null;
}

function setNotes(call: PbsCall): null {
  snapshotFor(call, 'Datastore.Modify').notes = textParam(call, 'notes');
  return null;
}
