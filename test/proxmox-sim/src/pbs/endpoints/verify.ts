import { datastoreOf, textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { backupsBelow, namespaceOf } from '../model/below.ts';
import { namespacePath, pbsHolds } from '../model/pbs-permissions.ts';
import { snapshotsFor } from '../model/snapshots.ts';
import { startVerification } from '../model/verify-work.ts';

export const verifyEndpoints: PbsEndpoint[] = [{ method: 'POST', template: '/admin/datastore/{store}/verify', handle: verify }];

/** Checks the chunks of a snapshot, a group, or a namespace with those below it. */
function verify(call: PbsCall): string {
  const { store } = datastoreOf(call);
  const time = call.params['backup-time'];
  const named = snapshotsFor(call, 'Datastore.Verify').filter((backup) => time === undefined || backup.time === Number(time));
  const chosen = textParam(call, 'backup-id') === '' ? below(call, store) : named;
  return startVerification(call, { ...workerOf(call, store), store, chosen: () => chosen, options: call.params });
}

function below(call: PbsCall, store: string): ReturnType<typeof snapshotsFor> {
  return backupsBelow(call.world, store, textParam(call, 'ns'), Number(call.params['max-depth'] ?? 7)).filter((backup) =>
    pbsHolds(call, namespacePath(store, namespaceOf(backup)), 'Datastore.Verify'),
  );
}

function workerOf(call: PbsCall, store: string): { type: string; id: string } {
  const id = textParam(call, 'backup-id');
  const time = call.params['backup-time'];
  const ns = textParam(call, 'ns');
  const group = `${textParam(call, 'backup-type')}/${id}`;
  if (id === '') return { type: 'verify', id: store };
  if (time === undefined) return { type: 'verify_group', id: `${store}:${ns}:${group}` };
  return { type: 'verify_snapshot', id: `${store}:${ns}:${group}/${Number(time).toString(16).toUpperCase()}` };
}
