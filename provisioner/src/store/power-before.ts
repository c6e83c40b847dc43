import type { VmOperationKind } from '@vigie/contract/vm-operations';
import type { Queryable } from './database.ts';
import type { OperationFacts } from './vm-operations.ts';

/** After one of these the machine is as somebody wanted it: what was before it is over. */
const settling: readonly VmOperationKind[] = ['start', 'shutdown', 'stop', 'reboot', 'reset', 'rollback-snapshot', 'retire', 'recall'];

/**
 * How the machine was before an earlier operation that failed and may have stopped it; null when there was none, or when something was
 * done with the machine since.
 */
export async function powerBefore(
  db: Queryable,
  { id, vm_id: vm }: { id: string; vm_id: string },
): Promise<Pick<OperationFacts, 'running' | 'onboot'> | null> {
  const { rows } = await db.query<{ facts: OperationFacts; state: 'done' | 'failed' }>(
    `select facts, state from vigie.vm_operations
     where vm_id = $1 and id <> $2 and (state = 'failed' and facts ? 'running' or state = 'done' and kind = any($3))
     order by id desc limit 1`,
    [vm, id, settling],
  );
  return rows[0]?.state === 'failed' ? rows[0].facts : null;
}
