import { effectivePolicy } from '../../../../provisioner/src/backups/policies.ts';
import { findRun, insertRun } from '../../../../provisioner/src/store/backup-runs.ts';
import { systemScope } from '../../../../provisioner/src/store/scope.ts';
import type { VmRow } from '../../../../provisioner/src/store/vms.ts';
import type { Life } from '../life.ts';
import type { WorkflowUnderTest } from '../workflow.ts';
import { theMachine } from './machine.ts';

export const requestBackup = async (life: Life): Promise<string> => backUp(life, await theMachine(life));

/** Asks for a backup of this machine. */
export async function backUp(life: Life, vm: VmRow): Promise<string> {
  const { storage } = await effectivePolicy(life.db, life.scene.bench.config, vm.tenant);
  const id = await insertRun(life.db, { vm, origin: 'manual', slot: null, requestedBy: 'admin', storage });
  if (id === null) throw new Error('a backup is under way');
  return id;
}

export async function backupState({ db }: Pick<Life, 'db'>, id: string): Promise<string | null> {
  const run = await findRun(db, systemScope, id);
  return run?.ended_at ? run.state : null;
}

export const backupWorkflow: WorkflowUnderTest = {
  name: 'backup', from: 'machine', well: 'done', begin: requestBackup, ended: backupState, again: requestBackup,
};
