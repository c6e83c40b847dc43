import type { VigieConfig } from '@vigie/config/schema';
import type { Schedule } from './engine/work-kind.ts';
import type { Log } from './log.ts';
import type { Database } from './store/database.ts';
import { forgetEndedTasks, forgetSentMessages, removeExpiredKeys } from './store/expired.ts';
import { forgetUndelivered } from './store/mail-outbox.ts';

export interface RetentionParts {
  db: Database;
  retention: VigieConfig['provisioner']['retention'];
  removeEndedRuns(before: Date): Promise<number>;
  log: Log;
}

const dayMs = 86_400_000;

/** Each hour, so that no single purge is a big one: removes what was kept long enough. */
export function retentionSchedule({ db, retention, removeEndedRuns, log }: RetentionParts): Schedule {
  return {
    name: 'retention',
    cron: '23 * * * *',
    async run(at) {
      const before = (days: number) => new Date(at.getTime() - days * dayMs);
      const removed = {
        runs: await removeEndedRuns(before(retention.engineDays)),
        keys: await removeExpiredKeys(db),
        messages: await forgetSentMessages(db, before(retention.messageDays)),
        tasks: await forgetEndedTasks(db, before(retention.engineDays)),
      };
      await forgetUndelivered(db);
      log.info(removed, 'what was kept long enough is removed');
    },
  };
}
