import type { VigieConfig } from '@vigie/config/schema';
import { because } from '@vigie/contract/step-reasons';
import type { ClusterConnection } from '../cluster-connection.ts';
import type { AttemptWatch } from '../engine/attempt.ts';
import { runSteps, type Progress } from '../engine/run-steps.ts';
import { durableRuns, type RunRef, type Runs } from '../engine/runs.ts';
import type { Log } from '../log.ts';
import { StepFailure } from '../steps/failure.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import type { StepResult } from '../steps/step.ts';
import {
  clearReason, endRun, isTaskOfOther, runStarted, setBackup, setInventory, setNode, setProgress, setReason, setTask,
} from '../store/backup-run-progress.ts';
import { findRun, liveRuns, type BackupRunRow } from '../store/backup-runs.ts';
import { takeNextRun } from '../store/next-run.ts';
import type { Database } from '../store/database.ts';
import { taskNotes } from '../store/proxmox-tasks.ts';
import { systemScope } from '../store/scope.ts';
import { locate, type VmToBackUp } from './locate.ts';
import { makeBackup, vzdumpKey } from './make-backup.ts';
import { effectivePolicy } from './policies.ts';
import { prune } from './prune.ts';
import { readInventory } from './read-inventory.ts';

export interface BackupParts {
  config: VigieConfig;
  db: Database;
  clusters: readonly ClusterConnection[];
  log: Log;
  /** Who looks on while backups are made. */
  watch?: AttemptWatch;
}

const stepNames = ['inventory', 'vzdump', 'prune'] as const;
type BackupStep = (typeof stepNames)[number];

interface Work {
  run: BackupRunRow;
  pve: ProxmoxPort;
  vm: VmToBackUp;
}

/** Backups as durable work: one at a time for a node, as Proxmox itself has it. */
export function backupRuns(parts: BackupParts): Runs {
  const { db, watch } = parts;
  const steps = stepsOf(parts);
  const progress = { ...progressOf(db), ...(watch && { watch }) };
  return durableRuns({
    name: 'backup',
    limit: { perPartition: 1, pollMs: 1_000 },
    async body(durable, id) {
      const runStep = async (_id: string, step: BackupStep) => steps[step](await workOf(parts, id));
      if (!(await runSteps(durable, stepNames, id, runStep, progress))) return;
      await durable.step('done', () => endRun(db, id, 'done'));
    },
    live: async () => (await liveRuns(db)).map(refOf),
    nextRun: async (ref) => ((await takeNextRun(db, 'backup_runs', ref.id, ref.run)) ? { ...ref, run: ref.run + 1 } : null),
  });
}

export const refOf = (run: BackupRunRow): RunRef => ({ id: run.id, run: run.run, partition: `${run.cluster}/${run.vm_node ?? ''}` });

function stepsOf({ db, config, log }: BackupParts): Record<BackupStep, (work: Work) => Promise<StepResult>> {
  const tasks = taskNotes(db);
  return {
    async inventory({ run, pve, vm }) {
      // A canary that is newer than the backup would prove the wrong thing.
      if (run.upid !== null || (await tasks.find(run.id, vzdumpKey))) return 'done';
      const { node, running } = await locate(pve, vm);
      const about = log.child({ backup: run.id });
      await setInventory(db, run.id, running ? await readInventory(pve, { node, vmid: vm.vmid }, run.vm_id, about) : null);
      return 'done';
    },
    async vzdump({ run, pve, vm }) {
      const made = await makeBackup({
        pve, tasks, run, vm,
        report: {
          node: (node) => setNode(db, run.id, node),
          task: (upid) => setTask(db, run.id, upid),
          progress: (progress) => setProgress(db, run.id, progress),
        },
        isTaskOfOther: (upid) => isTaskOfOther(db, run.id, upid),
      });
      await setBackup(db, run.id, made);
      return 'done';
    },
    async prune({ run, pve, vm }) {
      const { keep } = await effectivePolicy(db, config, run.tenant);
      const { node } = await locate(pve, vm);
      await prune(pve, { node, storage: vm.storage, vmid: vm.vmid }, keep);
      return 'done';
    },
  };
}

function progressOf(db: Database): Progress<BackupStep> {
  return {
    async isOver(id, step) {
      const run = await findRun(db, systemScope, id);
      return !run || run.ended_at !== null || (step !== 'prune' && run.volume !== null);
    },
    started: (id) => runStarted(db, id),
    retries: (id, _step, why) => setReason(db, id, why),
    ended: (id) => clearReason(db, id),
    async failed(id, step, why) {
      // The backup is there: that old ones are there too is said, and does not make it fail.
      const kept = step === 'prune' ? { ...because('backup-not-pruned'), technical: `${why.message}\n${why.technical}` } : why;
      await setReason(db, id, kept);
      await endRun(db, id, step === 'prune' ? 'done' : 'failed');
    },
  };
}

async function workOf({ db, clusters }: BackupParts, id: string): Promise<Work> {
  const run = await findRun(db, systemScope, id);
  if (!run) throw new StepFailure(because('backup-run-missing', { id }));
  const cluster = clusters.find(({ config }) => config.name === run.cluster);
  if (!cluster) throw new StepFailure(because('cluster-unconfigured', { cluster: run.cluster }));
  return { run, pve: cluster.port, vm: { vmid: run.vmid, orderId: run.order_id, storage: run.storage } };
}
