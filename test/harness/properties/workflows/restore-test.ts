import { effectivePolicy } from '../../../../provisioner/src/backups/policies.ts';
import { insertPhases } from '../../../../provisioner/src/store/restore-test-phases.ts';
import { findTest, insertTest } from '../../../../provisioner/src/store/restore-tests.ts';
import { systemScope } from '../../../../provisioner/src/store/scope.ts';
import { drive } from '../drive.ts';
import type { Life } from '../life.ts';
import type { WorkflowUnderTest } from '../workflow.ts';
import { backupState, requestBackup } from './backup.ts';
import { theMachine } from './machine.ts';

async function requestTest({ db, scene }: Life): Promise<string> {
  const vm = await theMachine({ db });
  const { rtoMinutes, rpoMinutes } = await effectivePolicy(db, scene.bench.config, vm.tenant);
  return db.transaction(async (tx) => {
    const id = await insertTest(tx, {
      vm, origin: 'manual', slot: null, requestedBy: 'admin', wantedVolume: null, rtoSeconds: rtoMinutes * 60, rpoSeconds: rpoMinutes * 60,
    });
    if (id === null) throw new Error('a test is under way');
    await insertPhases(tx, id);
    return id;
  });
}

/** Of the newest backup of the machine. What it leaves in the lab is removed by a schedule. */
export const restoreTestWorkflow: WorkflowUnderTest = {
  name: 'restore test',
  from: 'machine',
  async arrange(life) {
    const id = await requestBackup(life);
    await drive(life, new Map(), async () => (await backupState(life, id)) !== null);
  },
  begin: requestTest,
  well: 'passed',
  async ended({ db }, id) {
    const test = await findTest(db, systemScope, id);
    return test?.ended_at ? (test.verdict ?? test.state) : null;
  },
  afterwards: (life) => life.clearLab(),
  again: requestTest,
};
