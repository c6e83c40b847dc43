import type { Queryable } from './database.ts';
import { oneRow } from './database.ts';
import { scopeCondition, Values, type Scope } from './scope.ts';

interface OrderCounts {
  toApprove: number;
  toChoose: number;
  failed: number;
}

/** Orders that wait for a person, and those that failed; one of several machines counts once. */
export async function orderCounts(db: Queryable, scope: Scope): Promise<OrderCounts> {
  const values = new Values();
  return oneRow(
    await db.query<OrderCounts>(
      `select count(*) filter (where state = 'awaiting-approval')::int as "toApprove",
              count(*) filter (where state = 'awaiting-network-choice')::int as "toChoose",
              count(*) filter (where state = 'failed')::int as failed
       from vigie.order_groups where ${scopeCondition(scope, values)}`,
      values.list,
    ),
  );
}

/** Of a step `s` of an execution `e`: it waits for a person. One that failed does too, as long as its execution is open. */
export const waitsForPerson = `(s.state in ('waiting', 'awaiting-confirmation', 'failed') and e.ended_at is null)`;

/** Steps of runbook executions that wait for a person. Runbooks are the operator's: ask for nobody else. */
export async function waitingRunbookSteps(db: Queryable): Promise<number> {
  const { count } = oneRow(
    await db.query<{ count: number }>(
      `select count(*)::int as count from vigie.runbook_execution_steps s join vigie.runbook_executions e on e.id = s.execution_id
       where ${waitsForPerson}`,
    ),
  );
  return count;
}
