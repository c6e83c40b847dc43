import type { Database, Queryable } from '../store/database.ts';
import { appendJournal } from '../store/execution-journal.ts';
import { lockExecution, setExecutionState } from '../store/executions.ts';

interface Pen {
  /** A line of the journal by the daemon itself. */
  journal(entry: { act: string; step?: string; detail?: Record<string, unknown> }): Promise<void>;
  setState(state: 'running' | 'waiting' | 'failed'): Promise<void>;
}

/** Writes as the engine, one transaction with its journal; false, and nothing is written, when a person has ended the execution. */
export async function whileOpen(db: Database, id: string, write: (tx: Queryable, pen: Pen) => Promise<void>): Promise<boolean> {
  return db.transaction(async (tx) => {
    const execution = await lockExecution(tx, id);
    if (!execution || execution.ended_at !== null) return false;
    await write(tx, {
      journal: (entry) => appendJournal(tx, id, { actor: 'system', ...entry }),
      setState: (state) => setExecutionState(tx, id, state),
    });
    return true;
  });
}
