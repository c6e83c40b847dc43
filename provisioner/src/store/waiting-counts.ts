import type { Queryable } from './database.ts';
import { oneRow } from './database.ts';
import { scopeCondition, Values, type Scope } from './scope.ts';

/** Orders that wait for a person, and those that failed. */
export async function orderCounts(db: Queryable, scope: Scope): Promise<{ toApprove: number; failed: number }> {
  const values = new Values();
  return oneRow(
    await db.query<{ toApprove: number; failed: number }>(
      `select count(*) filter (where state = 'awaiting-approval')::int as "toApprove",
              count(*) filter (where state = 'failed')::int as failed
       from vigie.orders where ${scopeCondition(scope, values)}`,
      values.list,
    ),
  );
}

/** Steps of runbook executions that wait for a person. Runbooks are the operator's: ask for nobody else. */
export async function waitingRunbookSteps(db: Queryable): Promise<number> {
  const { count } = oneRow(
    await db.query<{ count: number }>(
      `select count(*)::int as count from vigie.runbook_execution_steps s join vigie.runbook_executions e on e.id = s.execution_id
       where s.state in ('waiting', 'awaiting-confirmation') and e.ended_at is null`,
    ),
  );
  return count;
}
