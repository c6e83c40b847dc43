import type { Queryable } from './database.ts';

export interface JournalRow {
  sequence: number;
  at: Date;
  actor: string;
  act: string;
  step: string | null;
  detail: Record<string, unknown>;
}

/** Appends a line. Call it in the transaction that holds the execution's row (`lockExecution`), so that the numbers have no gap. */
export async function appendJournal(
  tx: Queryable,
  executionId: string,
  entry: { actor: string; act: string; step?: string; detail?: Record<string, unknown> },
): Promise<void> {
  await tx.query(
    `insert into vigie.runbook_journal (execution_id, sequence, at, actor, act, step, detail)
     select $1, coalesce(max(sequence), 0) + 1, clock_timestamp(), $2, $3, $4, $5 from vigie.runbook_journal where execution_id = $1`,
    [executionId, entry.actor, entry.act, entry.step ?? null, JSON.stringify(entry.detail ?? {})],
  );
}

export async function journalOf(db: Queryable, executionId: string): Promise<JournalRow[]> {
  const { rows } = await db.query<JournalRow>(
    'select sequence, at, actor, act, step, detail from vigie.runbook_journal where execution_id = $1 order by sequence',
    [executionId],
  );
  return rows;
}
