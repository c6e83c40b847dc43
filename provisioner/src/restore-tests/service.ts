import type { VigieConfig } from '@vigie/config/schema';
import type { RestoreTest } from '@vigie/contract/restore-tests';
import { because } from '@vigie/contract/step-reasons';
import { effectivePolicy } from '../backups/policies.ts';
import type { Caller } from '../caller.ts';
import type { RunRef } from '../engine/runs.ts';
import { ProblemError } from '../problem-error.ts';
import type { RestoreTestServices } from '../services.ts';
import { appendAudit } from '../store/audit.ts';
import { decodeCursor, pageOf } from '../store/cursor.ts';
import type { Database, Queryable } from '../store/database.ts';
import { restoreTestPhaseNames } from '@vigie/contract/restore-test-phases';
import { checksOf, insertPhases, phasesOf, skipPhases } from '../store/restore-test-phases.ts';
import { cancelTest, findTest, insertTest, listTests, testUnderWay, type RestoreTestRow } from '../store/restore-tests.ts';
import { narrow, scopeOf } from '../store/scope.ts';
import { findVm } from '../store/vms.ts';
import { testSummary, testView } from './view.ts';

export interface RestoreTestServiceParts {
  config: VigieConfig;
  db: Database;
  /** Begins the run of a test. May be repeated; the engine begins by itself what was not begun. */
  begin(ref: RunRef): Promise<void>;
}

/** Restore tests as people may ask for them. Every act is written to the audit trail in its own transaction. */
export function restoreTestService({ config, db, begin }: RestoreTestServiceParts): RestoreTestServices {
  const view = async (caller: Caller, row: RestoreTestRow): Promise<RestoreTest> =>
    testView(row, await phasesOf(db, row.id), await checksOf(db, row.id), caller.operator);

  return {
    async list(caller, { limit, cursor, tenant, ...filter }) {
      const rows = await listTests(db, narrow(scopeOf(caller), tenant), { limit, after: decodeCursor(cursor), ...filter });
      return pageOf(rows, limit, (row) => testSummary(row, caller.operator));
    },
    get: async (caller, id) => view(caller, await visible(db, caller, id)),
    async create(caller, { vm: vmId, volume }) {
      const vm = await findVm(db, scopeOf(caller), vmId);
      if (!vm) throw new ProblemError('not-found', `There is no machine ${vmId}.`);
      if (!vm.delivered_at) throw new ProblemError('wrong-state', `The machine ${vmId} is not delivered yet.`);
      const { rtoMinutes, rpoMinutes } = await effectivePolicy(db, config, vm.tenant);
      await db.transaction(async (tx) => {
        const id = await insertTest(tx, {
          vm, origin: 'manual', slot: null, requestedBy: caller.login, wantedVolume: volume ?? null, rtoSeconds: rtoMinutes * 60, rpoSeconds: rpoMinutes * 60,
        });
        if (id === null) return;
        await insertPhases(tx, id);
        await audit(tx, caller, { id, tenant: vm.tenant }, 'requested', { vm: vm.id, ...(volume !== undefined && { volume }) });
      });
      const test = await testUnderWay(db, vm.id);
      // One that was under way may have ended in this very moment.
      if (!test) throw new ProblemError('wrong-state', 'The test of this machine that was under way has just ended. Ask again for another one.');
      await begin(runRefOf(test));
      return view(caller, test);
    },
    async cancel(caller, id) {
      await db.transaction(async (tx) => {
        const seen = await visible(tx, caller, id);
        const state = await cancelTest(tx, scopeOf(caller), id, caller.login);
        if (state === null) throw new ProblemError('wrong-state', `The restore test ${id} is ${seen.state}; only one that has not ended can be stopped.`);
        if (state === 'cancelled') await skipPhases(tx, id, restoreTestPhaseNames, because('test-cancelled', { login: caller.login }));
        await audit(tx, caller, seen, 'cancelled', {});
      });
      return view(caller, await visible(db, caller, id));
    },
    async evidence(caller, id) {
      const { evidence, state } = await visible(db, caller, id);
      if (evidence) return evidence;
      throw new ProblemError('wrong-state', `The restore test ${id} is ${state} and has no evidence.`);
    },
  };
}

/** The run of a test as the engine knows it: one test at a time in each cluster, because a lab has one network. */
export const runRefOf = ({ id, run, cluster }: RestoreTestRow): RunRef => ({ id, run, partition: cluster });

async function visible(db: Queryable, caller: Caller, id: string): Promise<RestoreTestRow> {
  const test = await findTest(db, scopeOf(caller), id);
  if (!test) throw new ProblemError('not-found', `There is no restore test ${id}.`);
  return test;
}

const audit = (tx: Queryable, caller: Caller, test: { id: string; tenant: string }, act: string, detail: Record<string, unknown>) =>
  appendAudit(tx, { actor: caller.login, tenant: test.tenant, act: `restore-test.${act}`, object: test.id, detail });
