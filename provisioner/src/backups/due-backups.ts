import type { VigieConfig } from '@vigie/config/schema';
import type { Schedule } from '../engine/work-kind.ts';
import { ownPolicy } from '../store/backup-policies.ts';
import { insertRun, vmsDueAt } from '../store/backup-runs.ts';
import type { Database } from '../store/database.ts';
import { holdOrderOf, isTakenBack } from '../store/orders.ts';
import { tenantsWithVms } from '../store/vms.ts';
import { lastDue } from './schedule.ts';

interface DueParts {
  config: VigieConfig;
  db: Database;
}

/** Looks each minute for machines whose backup is due. */
export function dueBackups(parts: DueParts): Schedule {
  return {
    name: 'due-backups',
    cron: '* * * * *',
    // After a pause of the daemon the time may be long past: what counts is what is due now.
    run: (at) => queueDueBackups(parts, new Date(Math.max(at.getTime(), Date.now()))),
  };
}

/**
 * Queues a run for each delivered machine that has none for the last time that was due by its tenant's policy. So a time that was missed
 * is made up until the next one comes, and only the last one. A machine that was delivered, or a schedule that was set, after that time
 * waits for the next. It may be repeated: a machine has one run for each time. The engine begins
 * what is queued; a step such as this one cannot.
 */
export async function queueDueBackups({ config, db }: DueParts, now: Date): Promise<void> {
  for (const tenant of await tenantsWithVms(db)) {
    const own = await ownPolicy(db, tenant);
    const { schedule, timeZone, storage } = own?.settings ?? config.resilience.policy;
    const slot = lastDue(schedule, timeZone, now);
    if (own && own.schedule_since > slot) continue;
    for (const vm of await vmsDueAt(db, tenant, slot)) {
      await db.transaction(async (tx) => {
        // A backup would lock a machine that is being taken back.
        if (isTakenBack(await holdOrderOf(tx, vm.id))) return;
        await insertRun(tx, { vm, origin: 'schedule', slot, requestedBy: 'schedule', storage });
      });
    }
  }
}
