import { snapshotName } from '../../model/backups.ts';
import { now } from '../../simulator.ts';
import type { PbsSection, PbsState } from '../../state/pbs-state.ts';
import type { Backup } from '../../state/world.ts';
import type { PbsCall } from '../call.ts';
import { pbsNode } from '../task-book.ts';

interface VerifyOrder {
  type: string;
  id: string;
  store: string;
  chosen: () => Backup[];
  /** `ignore-verified` and `outdated-after`. */
  options: PbsSection;
}

/** Starts the task that checks the chunks of some backups; what is still being written is left out. Answers its UPID. */
export function startVerification({ sim, pbs, identity }: PbsCall, { type, id, store, chosen, options }: VerifyOrder): string {
  const upid = sim.pbsTasks.start({
    node: pbsNode,
    type,
    id,
    identity,
    work: async (task) => {
      task.log(`verify datastore ${store}`);
      const failed: Backup[] = [];
      for (const backup of chosen().filter((item) => item.complete && isDue(pbs, options, item))) {
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

/** Unless told otherwise, what was verified well is skipped until it is older than `outdated-after` days. */
function isDue(pbs: PbsState, options: PbsSection, backup: Backup): boolean {
  if (options['ignore-verified'] === false || backup.verification?.state !== 'ok') return true;
  const days = options['outdated-after'];
  if (days === undefined) return false;
  const { upid } = backup.verification;
  const verified = pbs.tasks.find((task) => task.upid === upid)?.starttime ?? 0;
  return now() - verified > Number(days) * 86_400;
}
