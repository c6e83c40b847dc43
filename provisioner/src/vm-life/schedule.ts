import type { Schedule } from '../engine/work-kind.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import type { VmLifeNotices } from '../notify/vm-life-notices.ts';
import { vmsDueForDestruction, vmsToRemindOf } from '../store/vm-deletions.ts';
import { insertOperation } from '../store/vm-operations.ts';

/** Looks each minute for machines whose days of grace are over, or will be tomorrow. The engine begins what is queued. */
export function dueDestructions(db: Database, notices: (db: Database) => Pick<VmLifeNotices, 'reminder'>): Schedule {
  return {
    name: 'due-destructions',
    cron: '* * * * *',
    async run() {
      for (const vm of await vmsToRemindOf(db)) await notices(db).reminder(vm, vm.destroyAt);
      await queueDueDestructions(db);
    },
  };
}

async function queueDueDestructions(db: Database): Promise<void> {
  for (const vm of await vmsDueForDestruction(db)) {
    await db.transaction(async (tx) => {
      const id = await insertOperation(tx, { vm, kind: 'destroy', detail: {}, requestedBy: 'schedule' });
      if (id === null) return;
      await appendAudit(tx, { actor: 'system', tenant: vm.tenant, act: 'vm-operation.requested', object: id, detail: { vm: vm.id, kind: 'destroy' } });
    });
  }
}
