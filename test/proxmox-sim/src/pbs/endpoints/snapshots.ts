import { removeBackup } from '../../model/backups.ts';
import type { Backup } from '../../state/world.ts';
import { textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { filesOf } from '../model/snapshot-files.ts';
import { changeableSnapshot, idOf, listedSnapshots, snapshotFor, typeOf } from '../model/snapshots.ts';
import { Rows } from '../rows.ts';

const base = '/admin/datastore/{store}';

export const snapshotEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: `${base}/snapshots`, handle: (call) => new Rows(listSnapshots(call)) },
  { method: 'DELETE', template: `${base}/snapshots`, handle: deleteSnapshot },
  { method: 'GET', template: `${base}/files`, handle: (call) => filesOf(snapshotFor(call, 'Datastore.Audit')) },
  { method: 'GET', template: `${base}/protected`, handle: (call) => snapshotFor(call, 'Datastore.Audit').protected },
  { method: 'PUT', template: `${base}/protected`, handle: setProtected },
  { method: 'GET', template: `${base}/notes`, handle: (call) => snapshotFor(call, 'Datastore.Audit').notes },
  { method: 'PUT', template: `${base}/notes`, handle: setNotes },
];

function* listSnapshots(call: PbsCall): Generator<unknown> {
  for (const backup of listedSnapshots(call)) yield row(backup);
}

/** What stands in the index is unknown while it is not written: size, fingerprint, notes. */
function row(backup: Backup): unknown {
  return {
    'backup-type': typeOf(backup),
    'backup-id': idOf(backup),
    'backup-time': backup.time,
    files: filesOf(backup),
    protected: backup.protected,
    owner: backup.owner,
    ...(backup.complete ? { size: backup.size } : {}),
    ...(backup.notes === '' ? {} : { comment: backup.notes.split('\n', 1)[0] }),
    ...(backup.encrypted === null || !backup.complete ? {} : { fingerprint: backup.encrypted }),
    ...(backup.verification === null ? {} : { verification: backup.verification }),
  };
}

function deleteSnapshot(call: PbsCall): null {
  const backup = changeableSnapshot(call, 'Datastore.Modify');
  if (backup.protected) throw new PbsError(400, 'cannot remove protected snapshot');
  removeBackup(call.world, backup);
  return null;
}

function setProtected(call: PbsCall): null {
  changeableSnapshot(call, 'Datastore.Modify').protected = call.params['protected'] === true;
  return null;
}

function setNotes(call: PbsCall): null {
  changeableSnapshot(call, 'Datastore.Modify').notes = textParam(call, 'notes');
  return null;
}
