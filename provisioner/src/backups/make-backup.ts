import { because } from '@vigie/contract/step-reasons';
import { TaskFailedError } from '@vigie/proxmox/errors';
import { isStorageFull } from '@vigie/proxmox/storage-full';
import { parseUpid } from '@vigie/proxmox/upid';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import type { ProxmoxPort, TaskNotes } from '../steps/ports.ts';
import { runTask } from '../steps/pve/task.ts';
import type { BackupMade } from '../store/backup-run-progress.ts';
import { locate, type VmToBackUp } from './locate.ts';
import { backupsOf, type BackupOnStorage } from './storage-list.ts';
import { consistentBy, taskLog } from './task-log.ts';
import { watchProgress } from './watch-progress.ts';

/** The key of the task's note; its owner is the run. */
export const vzdumpKey = 'vzdump';

/** Proxmox itself waits three hours for another backup of the node, and a large machine takes its time. */
const deadlineMs = 24 * 3_600_000;

export interface MakeBackupParts {
  pve: ProxmoxPort;
  tasks: TaskNotes;
  run: { id: string; node: string | null; upid: string | null };
  vm: VmToBackUp;
  report: {
    /** The node that the task is about to be sent to. */
    node(node: string): Promise<void>;
    task(upid: string | null): Promise<void>;
    progress(progress: number): Promise<void>;
  };
  /** True when the task is another run's. */
  isTaskOfOther(upid: string): Promise<boolean>;
}

/**
 * Makes the backup of a run, once: its notes hold the run's id, by which it is found again after a crash. Throws StepFailure or StepRetry,
 * or what `runTask` throws.
 */
export async function makeBackup(parts: MakeBackupParts): Promise<BackupMade> {
  const { pve, run, tasks, vm } = parts;
  const noted = await tasks.find(run.id, vzdumpKey);
  const before = noted ? undefined : await ownBackup(pve, vm, run.id);
  if (before) return measured(pve, before, run.upid);
  const upid = await dump(parts, noted !== null);
  const made = (await ownBackup(pve, vm, run.id)) ?? (upid === null ? undefined : await newestSince(pve, vm, upid));
  if (!made) throw new StepFailure(because('backup-not-listed', { storage: vm.storage }));
  return measured(pve, made, upid);
}

const markOf = (runId: string): string => `Vigie ${runId}`;

async function dump({ pve, tasks, run, vm, report, isTaskOfOther }: MakeBackupParts, noted: boolean): Promise<string | null> {
  const { node: now } = await locate(pve, vm);
  // A task that was sent is on the node that it was sent to, wherever the machine went since.
  const node = noted ? (run.node ?? now) : now;
  let watch: ReturnType<typeof watchProgress> | undefined;
  try {
    return await runTask(
      { pve, tasks, owner: run.id },
      {
        key: vzdumpKey, node, type: 'vzdump', vmid: vm.vmid, deadlineMs,
        async send() {
          await report.node(node);
          const answer = await pve.call<string>('POST', '/nodes/{node}/vzdump', { node }, vzdumpParameters(vm, run.id));
          if (answer !== 'OK') return answer;
          // Proxmox's word for "none of these machines is here": it has just moved. Nothing was started, so there is no task to look for.
          await tasks.forget(run.id, vzdumpKey);
          throw new StepRetry(because('backup-not-started'));
        },
        isOurs: async (upid) => !(await isTaskOfOther(upid)),
        isDone: async () => (await ownBackup(pve, vm, run.id)) !== undefined,
        async onStarted(upid) {
          await report.task(upid);
          watch = watchProgress(pve, upid, report.progress);
        },
      },
    );
  } catch (error) {
    if (!(error instanceof TaskFailedError)) throw error;
    await report.task(null);
    throw readableFailure(error);
  } finally {
    await watch?.stop();
  }
}

/** `remove` 0: the storage's own retention is not the tenant's. Never `stop`: it would break off other backups of the node. */
const vzdumpParameters = ({ vmid, storage }: VmToBackUp, runId: string) => ({
  vmid, storage, mode: 'snapshot', compress: 'zstd', remove: 0, 'notes-template': `{{guestname}}: ${markOf(runId)}`,
});

/** A vzdump that failed ends as "job errors"; why is in its log. */
function readableFailure(error: TaskFailedError): Error {
  const log = [error.exitStatus, ...error.logTail].join('\n');
  const options = { cause: new Error(log) };
  if (/VM is locked \(|can't lock file '.*' - got timeout|can't acquire lock '.*' - got timeout/.test(log)) {
    return new StepRetry(because('proxmox-busy'), options);
  }
  if (isStorageFull(error)) return new StepFailure(because('storage-full'), options);
  return error;
}

async function ownBackup(pve: ProxmoxPort, { vmid, storage }: VmToBackUp, runId: string): Promise<BackupOnStorage | undefined> {
  const list = await backupsOf(pve, vmid, storage);
  return list.find((backup) => backup.complete && backup.notes.includes(markOf(runId)));
}

/** Notes are written last, and their failing does not make a backup fail. */
async function newestSince(pve: ProxmoxPort, { vmid, storage }: VmToBackUp, upid: string): Promise<BackupOnStorage | undefined> {
  const { startTime } = parseUpid(upid);
  const newest = (await backupsOf(pve, vmid, storage)).find((backup) => backup.complete);
  return newest && newest.takenAt >= startTime && newest.notes === '' ? newest : undefined;
}

async function measured(pve: ProxmoxPort, { volume, takenAt, sizeBytes }: BackupOnStorage, upid: string | null): Promise<BackupMade> {
  const consistent = upid === null ? null : await taskLog(pve, parseUpid(upid).node, upid, 0).then(consistentBy, () => null);
  return { volume, takenAt, sizeBytes, consistent };
}
