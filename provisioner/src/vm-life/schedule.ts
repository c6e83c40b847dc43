import type { Runs } from '../engine/runs.ts';
import type { Schedule } from '../engine/work-kind.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { systemScope } from '../store/scope.ts';
import { findOperation, insertOperation } from '../store/vm-operations.ts';
import { vmsDueForDestruction } from '../store/vm-deletions.ts';
import { operationRef } from './runs.ts';

/** Looks each minute for machines whose days of grace are over. */
export function dueDestructions(parts: { db: Database; engine: Pick<Runs, 'begin'> }): Schedule {
  return { name: 'due-destructions', cron: '* * * * *', run: () => beginDueDestructions(parts) };
}

async function beginDueDestructions({ db, engine }: { db: Database; engine: Pick<Runs, 'begin'> }): Promise<void> {
  for (const vm of await vmsDueForDestruction(db)) {
    const id = await db.transaction(async (tx) => {
      const made = await insertOperation(tx, { vm, kind: 'destroy', detail: {}, requestedBy: 'schedule' });
      if (made !== null) {
        await appendAudit(tx, { actor: 'system', tenant: vm.tenant, act: 'vm-operation.requested', object: made, detail: { vm: vm.id, kind: 'destroy' } });
      }
      return made;
    });
    const operation = id === null ? null : await findOperation(db, systemScope, id);
    if (operation) await engine.begin(operationRef(operation));
  }
}
