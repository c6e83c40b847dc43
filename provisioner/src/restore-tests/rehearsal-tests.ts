import { effectivePolicy } from '../backups/policies.ts';
import type { RestoreTestPort } from '../pra/ports.ts';
import { appendAudit } from '../store/audit.ts';
import { insertPhases } from '../store/restore-test-phases.ts';
import { findTest, insertTest, testUnderWay } from '../store/restore-tests.ts';
import { systemScope } from '../store/scope.ts';
import { findVm } from '../store/vms.ts';
import type { RestoreTestServiceParts } from './service.ts';

/**
 * Restore tests by which a rehearsal of a recovery proves that a machine would come back. Only their rows are written: a workflow cannot be
 * begun from inside a step of another one, and the engine's watch begins them within moments.
 */
export function rehearsalTests({ config, db }: Pick<RestoreTestServiceParts, 'config' | 'db'>): RestoreTestPort {
  return {
    async start(vmId) {
      const vm = await findVm(db, systemScope, vmId);
      if (!vm) throw new Error(`there is no machine ${vmId}`);
      const { rtoMinutes, rpoMinutes } = await effectivePolicy(db, config, vm.tenant);
      await db.transaction(async (tx) => {
        const id = await insertTest(tx, {
          vm, origin: 'rehearsal', slot: null, requestedBy: 'system', wantedVolume: null, rtoSeconds: rtoMinutes * 60, rpoSeconds: rpoMinutes * 60,
        });
        if (id === null) return;
        await insertPhases(tx, id);
        await appendAudit(tx, { actor: 'system', tenant: vm.tenant, act: 'restore-test.requested', object: id, detail: { vm: vm.id } });
      });
      const test = await testUnderWay(db, vmId);
      if (!test) throw new Error('the restore test that was under way has just ended');
      return test.id;
    },
    async state(id) {
      const test = await findTest(db, systemScope, id);
      // One that was stopped, or is gone, proves nothing.
      if (!test || (test.ended_at !== null && test.verdict === null)) return { verdict: 'inconclusive' };
      return { verdict: test.ended_at === null ? null : test.verdict };
    },
  };
}
