import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError, TaskFailedError } from '@vigie/proxmox/errors';
import { isStorageFull } from '@vigie/proxmox/storage-full';
import { StepFailure, StepRetry } from '../../steps/failure.ts';
import { readConfig } from '../../steps/pve/vm.ts';
import { labVm, required } from '../facts.ts';
import { missingKey, storageAway } from '../lab/backup-config.ts';
import { clearLabVm } from '../lab/destroy.ts';
import { labTag, testMarker } from '../lab/marker.ts';
import { ownRestoreTask } from '../lab/ownership.ts';
import { runWatched } from '../lab/run-watched.ts';
import type { TestContext } from '../ports.ts';
import { fails, holds, type Proof } from '../proof.ts';
import type { Phase } from './phase.ts';

const deadlineMs = 24 * 3600_000;
const key = 'restore';

/** The machine under a VMID of the lab, with every card in the lab from its first configuration on. It is never started here. */
export const restore: Phase = {
  name: 'restore',
  async run(context) {
    const { facts, tasks, test, clock, pve } = context;
    const at = labVm(context);
    const compared = { name: 'restored', expected: required(context, 'backup').volume, seen: `VM ${at.vmid}` } as const;
    if (!facts.restored) {
      // What an earlier attempt left behind would make this one fail; while its task is noted, it is still to be waited for.
      if (!(await tasks.find(test.id, key))) await clearLabVm(context);
      if (facts.restoreBeganAt === undefined) await context.note({ restoreBeganAt: clock.now().toISOString() });
      try {
        await send(context);
      } catch (error) {
        const disproof = await judge(context, error);
        if (disproof) return [disproof];
        throw error;
      }
    }
    if (!(await readConfig(pve, at))) return [fails({ ...compared, seen: 'no machine' }, because('restored-vm-missing'))];
    await context.note({ restored: true });
    return [holds(compared)];
  },
};

async function send(context: TestContext): Promise<void> {
  const { node, vmid } = labVm(context);
  await runWatched(context, {
    key, node, type: 'qmrestore', vmid, deadlineMs,
    send: () => context.pve.call<string>('POST', '/nodes/{node}/qemu', { node }, parameters(context)),
    onStarted: (upid) => context.note({ restoreUpid: upid }),
  });
}

/**
 * Never `unique`: a new MAC makes cloud-init and the guest's network another machine's. Never `force`: it overwrites. Never `start`: the
 * configuration is looked at first. The name is the host name that cloud-init gives, so a machine with cloud-init keeps it.
 */
function parameters(context: TestContext): Record<string, unknown> {
  const { test, lab, facts } = context;
  return {
    vmid: required(context, 'vmid'),
    archive: required(context, 'backup').volume,
    storage: lab.storage,
    pool: lab.pool,
    onboot: 0,
    protection: 0,
    tags: labTag,
    description: testMarker(test.id),
    ...(facts.cloudInit ? {} : { name: `lab-${test.vmName}`.slice(0, 63).replace(/-+$/, '') }),
    ...required(context, 'cards'),
  };
}

/** What a failed restore says of the backup; null when it says nothing of it, and the error itself decides. */
async function judge(context: TestContext, error: unknown): Promise<Proof | null> {
  const { vmid } = labVm(context);
  if (error instanceof ProxmoxError && error.kind === 'conflict' && !(await ownRestoreTask(context))) {
    throw new StepFailure(because('lab-not-usable', { what: `somebody else made VM ${vmid}, a VMID of the lab` }), { cause: error });
  }
  if (!(error instanceof TaskFailedError)) return null;
  const { volume, storage } = required(context, 'backup');
  const text = [error.exitStatus, ...error.logTail].join('\n');
  if (storageAway.test(text)) throw new StepRetry(because('backup-storage-away', { storage }), { cause: error });
  if (notTheBackup.test(error.exitStatus) || isStorageFull(error)) return null;
  const compared = { name: 'restored', expected: volume, seen: 'failed' } as const;
  const missing = missingKey(text);
  if (missing !== null) return fails(compared, because('backup-key-missing', { key: missing }), text);
  return fails(compared, because('restore-failed'), text);
}

/** A lock, a killed worker: trouble of the lab, which the engine's verdict knows. */
const notTheBackup = /can't lock file|got lock request timeout|VM is locked \(|no quorum|unexpected status|^interrupted by signal|403 Permission check failed/i;
