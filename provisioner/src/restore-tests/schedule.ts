import type { VigieConfig } from '@vigie/config/schema';
import { effectivePolicies } from '../backups/policies.ts';
import { lastDue } from '../backups/schedule.ts';
import type { Schedule } from '../engine/work-kind.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { insertPhases } from '../store/restore-test-phases.ts';
import { insertTest } from '../store/restore-tests.ts';
import { candidatesOf, slotTaken } from '../store/restore-test-slots.ts';
import { dueAt } from './due.ts';

/** A slot that nobody was there for is made up this long; later it would test in the middle of the working day. */
const lateMs = 3600_000;

/** Queues the tests of each tenant's slot that came due. The engine begins what is queued. */
export function restoreTestSchedule({ db, config }: { db: Database; config: VigieConfig }): Schedule {
  return {
    name: 'restore-tests',
    cron: '* * * * *',
    async run(at) {
      const policyOf = await effectivePolicies(db, config);
      for (const { id } of config.tenants) await queueSlot(db, id, policyOf(id), at);
    },
  };
}

/** Tries every ten minutes to remove what ended tests could not. */
export const leftoverSchedule = (remove: () => Promise<void>): Schedule => ({
  name: 'restore-test-leftovers',
  cron: '*/10 * * * *',
  run: remove,
});

type Policy = Awaited<ReturnType<typeof effectivePolicies>> extends (tenant: string) => infer Settings ? Settings : never;

async function queueSlot(db: Database, tenant: string, policy: Policy, at: Date): Promise<void> {
  const { restoreTest, timeZone, rtoMinutes, rpoMinutes } = policy;
  const slot = lastDue(restoreTest.schedule, timeZone, at);
  if (at.getTime() - slot.getTime() > lateMs) return;
  await db.transaction(async (tx) => {
    if (await slotTaken(tx, tenant, slot)) return;
    const machines = await candidatesOf(tx, tenant);
    const chosen = dueAt(slot, machines, { cron: restoreTest.schedule, timeZone, windowDays: restoreTest.windowDays });
    for (const vmId of chosen) {
      const vm = machines.find((machine) => machine.vmId === vmId);
      if (!vm) continue;
      const objectives = { rtoSeconds: rtoMinutes * 60, rpoSeconds: rpoMinutes * 60 };
      const id = await insertTest(tx, {
        vm: { id: vmId, tenant, cluster: vm.cluster }, origin: 'schedule', slot, requestedBy: 'schedule', wantedVolume: null, ...objectives,
      });
      if (id === null) continue;
      await insertPhases(tx, id);
      await appendAudit(tx, { actor: 'system', tenant, act: 'restore-test.scheduled', object: id, detail: { vm: vmId, slot: slot.toISOString() } });
    }
  });
}
