import type { ExecutionStepState } from '@vigie/contract/executions';
import type { Language } from '@vigie/contract/primitives';
import type { StepReason } from '@vigie/contract/step-reasons';
import type { Queryable } from './database.ts';

type Text = Record<Language, string>;

export interface ExecutionStepRow {
  execution_id: string;
  position: number;
  id: string;
  state: ExecutionStepState;
  attempts: number;
  started_at: Date | null;
  ended_at: Date | null;
  confirmed_by: string[];
  done_by: string | null;
  chosen: string | null;
  note: string | null;
  probe: { reached: boolean; doubtful: boolean; text: Text; at: string } | null;
  lines: { text: Text; command: boolean }[];
  code: StepReason['code'] | null;
  params: StepReason['params'] | null;
  message: string | null;
  technical: string | null;
}

export async function insertExecutionSteps(tx: Queryable, executionId: string, ids: readonly string[]): Promise<void> {
  await tx.query(
    `insert into vigie.runbook_execution_steps (execution_id, position, id)
     select $1, position - 1, id from unnest($2::text[]) with ordinality as step(id, position)`,
    [executionId, ids],
  );
}

export async function executionSteps(db: Queryable, executionId: string): Promise<ExecutionStepRow[]> {
  const { rows } = await db.query<ExecutionStepRow>(
    'select * from vigie.runbook_execution_steps where execution_id = $1 order by position',
    [executionId],
  );
  return rows;
}

/** What of a step may change. A time is taken by the database: `now`, or null for none. */
export interface StepChange {
  state?: ExecutionStepState;
  attempts?: number;
  started_at?: 'now' | null;
  ended_at?: 'now' | null;
  confirmed_by?: string[];
  done_by?: string;
  chosen?: string;
  note?: string | null;
  probe?: ExecutionStepRow['probe'];
  lines?: ExecutionStepRow['lines'];
  error?: (StepReason & { technical: string }) | null;
}

const jsonColumns = new Set(['confirmed_by', 'probe', 'lines']);

export async function changeStep(tx: Queryable, executionId: string, id: string, { error, ...change }: StepChange): Promise<void> {
  const values: unknown[] = [executionId, id];
  const reason =
    error === undefined
      ? {}
      : { code: error?.code ?? null, params: error?.params ?? null, message: error?.message ?? null, technical: error?.technical ?? null };
  const set = Object.entries({ ...change, ...reason }).map(([column, value]) => {
    if (value === 'now' && column.endsWith('_at')) return `${column} = now()`;
    const kept: unknown = jsonColumns.has(column) && value !== null ? JSON.stringify(value) : value;
    return `${column} = $${values.push(kept)}`;
  });
  if (set.length === 0) return;
  await tx.query(`update vigie.runbook_execution_steps set ${set.join(', ')} where execution_id = $1 and id = $2`, values);
}
