import { TaskFailedError } from '@vigie/proxmox/errors';
import { parseUpid } from '@vigie/proxmox/upid';
import { orNull } from '../../steps/pve/read.ts';
import { clusterResources } from '../../steps/pve/resources.ts';
import { runTask, type TaskCall } from '../../steps/pve/task.ts';
import { readConfig } from '../../steps/pve/vm.ts';
import type { TestContext } from '../ports.ts';
import { isOurs, ownRestoreTask } from './ownership.ts';

const deadlineMs = 10 * 60_000;

interface Place {
  node: string;
  vmid: number;
}

/** Removes the machine under the reserved VMID when it is provably the test's. False when there is one that is not: it is left alone. */
export async function clearLabVm(context: TestContext): Promise<boolean> {
  const at = await findLabVm(context);
  if (!at) return true;
  await endRestore(context);
  const config = await readConfig(context.pve, at);
  if (!config) return true;
  if (!(await isOurs(context, config))) return false;
  await stop(context, at);
  if (Number(config.protection ?? 0) === 1) await context.pve.call('PUT', '/nodes/{node}/qemu/{vmid}/config', { ...at }, { protection: 0 });
  await run(context, {
    key: 'destroy', ...at, type: 'qmdestroy', deadlineMs,
    send: () => context.pve.call<string>('DELETE', '/nodes/{node}/qemu/{vmid}', { ...at }, { purge: 1, 'destroy-unreferenced-disks': 1 }),
  });
  return true;
}

/** Where the machine under the reserved VMID is now, null when there is none. */
export async function findLabVm({ pve, facts, reservations }: TestContext): Promise<Place | null> {
  const vmid = (await reservations.own())?.vmid;
  if (vmid === undefined) return null;
  const { guests } = await clusterResources(pve);
  const node = guests.find((guest) => guest.vmid === vmid)?.node;
  if (node !== undefined) return { node, vmid };
  // The list of the whole cluster may be some seconds behind.
  return facts.node !== undefined && (await readConfig(pve, { node: facts.node, vmid })) ? { node: facts.node, vmid } : null;
}

/** A restore that still runs holds the machine: it is stopped, and its end is waited for. */
async function endRestore(context: TestContext): Promise<void> {
  const upid = await ownRestoreTask(context);
  if (upid === null) return;
  const { node } = parseUpid(upid);
  const task = await orNull(context.pve.call<{ status: string }>('GET', '/nodes/{node}/tasks/{upid}/status', { node, upid }));
  if (task?.status === 'running') {
    await context.pve.call('DELETE', '/nodes/{node}/tasks/{upid}', { node, upid });
    await context.pve.waitForTask(upid, deadlineMs).catch((error: unknown) => {
      // It was stopped, so it failed.
      if (!(error instanceof TaskFailedError)) throw error;
    });
  }
  await context.tasks.forget(context.test.id, 'restore');
}

async function stop(context: TestContext, at: Place): Promise<void> {
  const { status } = await context.pve.call<{ status: string }>('GET', '/nodes/{node}/qemu/{vmid}/status/current', { ...at });
  if (status === 'stopped') return;
  const send = () => context.pve.call<string>('POST', '/nodes/{node}/qemu/{vmid}/status/stop', { ...at });
  await run(context, { key: 'stop', ...at, type: 'qmstop', deadlineMs, send });
}

const run = ({ pve, tasks, test }: TestContext, task: TaskCall) => runTask({ pve, tasks, owner: test.id }, task);
