import { snapshotName } from '../../model/backups.ts';
import { now } from '../../simulator.ts';
import type { Backup } from '../../state/world.ts';
import { datastoreOf, textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { snapshotsFor } from '../model/snapshots.ts';
import { pbsNode } from '../task-book.ts';

export const verifyEndpoints: PbsEndpoint[] = [{ method: 'POST', template: '/admin/datastore/{store}/verify', handle: verify }];

/** Checks the chunks of a snapshot, a group or a whole namespace; what is still being written is left out. */
function verify(call: PbsCall): string {
  const { store } = datastoreOf(call);
  const time = call.params['backup-time'];
  const chosen = snapshotsFor(call, 'Datastore.Verify').filter((backup) => time === undefined || backup.time === Number(time));
  const { sim, identity } = call;
  const upid = sim.pbsTasks.start({
    node: pbsNode,
    ...workerOf(call, store),
    identity,
    work: async (task) => {
      task.log(`verify datastore ${store}`);
      const failed: Backup[] = [];
      for (const backup of chosen.filter((item) => item.complete && isDue(call, item))) {
        task.log(`verify ${store}:${snapshotName(backup)}`);
        await task.wait(sim.delays.verify);
        if (backup.corrupt) {
          failed.push(backup);
          task.log(`verify ${store}:${snapshotName(backup)}/drive-scsi0.img.fidx failed: chunks could not be verified`);
        }
        backup.verification = { state: backup.corrupt ? 'failed' : 'ok', upid };
      }
      if (failed.length === 0) return;
      task.log('Failed to verify the following snapshots/groups:');
      for (const backup of failed) task.log(`\t${snapshotName(backup)}`);
      throw new Error('verification failed - please check the log for details');
    },
  });
  return upid;
}

function workerOf(call: PbsCall, store: string): { type: string; id: string } {
  const id = textParam(call, 'backup-id');
  const time = call.params['backup-time'];
  const ns = textParam(call, 'ns');
  if (id === '') return { type: 'verify', id: store };
  if (time === undefined) return { type: 'verify_group', id: `${store}:${ns}:vm/${id}` };
  return { type: 'verify_snapshot', id: `${store}:${ns}:vm/${id}/${Number(time).toString(16).toUpperCase()}` };
}

/** Unless told otherwise, what was verified well is skipped until it is older than `outdated-after` days. */
function isDue({ params, pbs }: PbsCall, backup: Backup): boolean {
  if (params['ignore-verified'] === false || backup.verification?.state !== 'ok') return true;
  const days = params['outdated-after'];
  if (days === undefined) return false;
  const { upid } = backup.verification;
  const verified = pbs.tasks.find((task) => task.upid === upid)?.starttime ?? 0;
  return now() - verified > Number(days) * 86_400;
}
