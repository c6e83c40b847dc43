import { setTimeout as sleep } from 'node:timers/promises';
import { because } from '@vigie/contract/step-reasons';
import { effectivePolicy } from '../backups/policies.ts';
import { StepFailure } from '../steps/failure.ts';
import { findRun, insertRun, runUnderWay, type BackupRunRow } from '../store/backup-runs.ts';
import { systemScope } from '../store/scope.ts';
import { setFinalBackup } from '../store/vm-deletions.ts';
import { noteOperationFacts } from '../store/vm-operation-progress.ts';
import type { OperationWork } from './ports.ts';

const lookMs = 1_000;

/** Queues the machine's last backup, once; the engine makes it as any other. Waits for its end. Throws `final-backup-failed`. */
export async function finalBackup(work: OperationWork): Promise<void> {
  const { parts, vm, operation } = work;
  let run = operation.facts.backup === undefined ? await request(work) : await found(work, operation.facts.backup);
  while (run.ended_at === null) {
    await sleep(lookMs);
    run = await found(work, run.id);
  }
  await setFinalBackup(parts.db, vm.id, run.state === 'done' ? 'done' : 'failed');
  if (run.state !== 'done') throw new StepFailure(because('final-backup-failed', { reason: run.message ?? run.state }));
}

/** Waits for a backup that is under way: it began while the machine still ran. */
async function request({ parts, vm, operation }: OperationWork): Promise<BackupRunRow> {
  const { db, config } = parts;
  const { storage } = await effectivePolicy(db, config, vm.tenant);
  for (;;) {
    const made = await db.transaction(async (tx) => {
      const id = await insertRun(tx, { vm, origin: 'manual', slot: null, requestedBy: operation.requested_by, storage });
      if (id !== null) await noteOperationFacts(tx, operation.id, { backup: id });
      return id;
    });
    const run = made === null ? null : await findRun(db, systemScope, made);
    if (run) return run;
    while (await runUnderWay(db, vm.id)) await sleep(lookMs);
  }
}

async function found({ parts: { db } }: OperationWork, id: string): Promise<BackupRunRow> {
  const run = await findRun(db, systemScope, id);
  if (!run) throw new StepFailure(because('backup-run-missing', { id }));
  return run;
}
