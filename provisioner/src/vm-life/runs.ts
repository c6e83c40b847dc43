import { because } from '@vigie/contract/step-reasons';
import { runSteps, type Progress } from '../engine/run-steps.ts';
import { durableRuns, type RunRef, type Runs } from '../engine/runs.ts';
import { StepFailure } from '../steps/failure.ts';
import { appendAudit } from '../store/audit.ts';
import type { Queryable } from '../store/database.ts';
import { takeNextRun } from '../store/next-run.ts';
import { taskNotes } from '../store/proxmox-tasks.ts';
import { systemScope } from '../store/scope.ts';
import { endOperation, noteOperationFacts, operationStarted, operationStepDone, setOperationReason } from '../store/vm-operation-progress.ts';
import { findOperation, liveOperations, type VmOperationRow } from '../store/vm-operations.ts';
import { findVmOfAnyAge } from '../store/vms.ts';
import { leftBy } from './left.ts';
import { operationsBy } from './operations/index.ts';
import type { Operation, OperationAbout, OperationWork, VmLifeParts } from './ports.ts';

/** Operations on machines as durable work: one at a time for a machine. */
export function vmOperationRuns(parts: VmLifeParts): Runs {
  const { db } = parts;
  const operations = operationsBy(parts.undo);
  return durableRuns({
    name: 'vm-operation',
    limit: { perPartition: 1, pollMs: 200 },
    async body(durable, id) {
      const kind = await durable.step('kind', async () => (await findOperation(db, systemScope, id))?.kind ?? null);
      if (kind === null) return;
      const operation = operations[kind];
      const runStep = async (_id: string, name: string) => {
        await operation.steps.find((step) => step.name === name)?.run(await workOf(parts, id));
        return 'done' as const;
      };
      const names = operation.steps.map(({ name }) => name);
      if (!(await runSteps(durable, names, id, runStep, progressOf(parts, operation)))) return;
      await durable.step('done', () => finish(parts, operation, id));
    },
    live: async () => (await liveOperations(db)).map(operationRef),
    nextRun: async (ref) => ((await takeNextRun(db, 'vm_operations', ref.id, ref.run)) ? { ...ref, run: ref.run + 1 } : null),
  });
}

const operationRef = ({ id, run, vm_id }: VmOperationRow): RunRef => ({ id, run, partition: vm_id });

function progressOf(parts: VmLifeParts, operation: Operation): Progress<string> {
  const { db, watch } = parts;
  return {
    ...(watch && { watch }),
    async isOver(id, step) {
      const row = await findOperation(db, systemScope, id);
      return !row || row.ended_at !== null || row.steps_done.includes(step);
    },
    started: (id) => operationStarted(db, id),
    retries: (id, _step, why) => setOperationReason(db, id, why),
    ended: (id, step) => operationStepDone(db, id, step),
    async failed(id, step, why) {
      const left = operation.stops ? await workOf(parts, id).then(leftBy, () => null) : null;
      await db.transaction(async (tx) => {
        if (!(await endOperation(tx, id, 'failed'))) return;
        await setOperationReason(tx, id, why);
        if (left !== null) await noteOperationFacts(tx, id, { left });
        const about = await aboutOf(parts, tx, id);
        await operation.fail?.(tx, about);
        await audit(tx, about, 'failed', { step, message: why.message, ...(left !== null && { left }) });
      });
    },
  };
}

async function finish(parts: VmLifeParts, operation: Operation, id: string): Promise<void> {
  await parts.db.transaction(async (tx) => {
    if (!(await endOperation(tx, id, 'done'))) return;
    const about = await aboutOf(parts, tx, id);
    await operation.finish?.(tx, about);
    await operation.tell?.(parts.notices(tx), about.vm, (await aboutOf(parts, tx, id)).vm);
    await audit(tx, about, 'done', {});
  });
}

async function workOf(parts: VmLifeParts, id: string): Promise<OperationWork> {
  const about = await aboutOf(parts, parts.db, id);
  const cluster = parts.clusters.find(({ config }) => config.name === about.vm.cluster);
  if (!cluster) throw new StepFailure(because('cluster-unconfigured', { cluster: about.vm.cluster }));
  return { ...about, pve: cluster.port, tasks: taskNotes(parts.db) };
}

async function aboutOf(parts: VmLifeParts, db: Queryable, id: string): Promise<OperationAbout> {
  const operation = await findOperation(db, systemScope, id);
  const vm = operation && (await findVmOfAnyAge(db, operation.vm_id));
  if (!operation || !vm) throw new StepFailure(because('operation-missing', { id }));
  return { operation, vm, parts };
}

const audit = (tx: Queryable, { operation, vm }: OperationAbout, end: 'done' | 'failed', more: Record<string, unknown>) =>
  appendAudit(tx, {
    actor: 'system', tenant: vm.tenant, act: `vm-operation.${end}`, object: operation.id,
    detail: { vm: vm.id, kind: operation.kind, ...operation.detail, ...more },
  });
