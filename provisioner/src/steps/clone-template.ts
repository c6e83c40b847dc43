import { ProxmoxError, TaskFailedError } from '@vigie/proxmox/errors';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure, StepRetry } from './failure.ts';
import type { StepContext } from './ports.ts';
import { destroyVm } from './pve/destroy-vm.ts';
import { hasMarker, poolName, vmMarker } from './pve/names.ts';
import { clusterResources } from './pve/resources.ts';
import { orderTasks, runTask, settleTask, type SentTask } from './pve/task.ts';
import { findOwn, foreign, orderVm, readConfig } from './pve/vm.ts';
import type { Step } from './step.ts';

const deadlineMs = 30 * 60_000;

// Undo relies on proof that the VM is ours: the VMID reserved for this order and the marker in its description.
// A VM without the marker is left alone, whatever its VMID.
export const cloneTemplate: Step = {
  name: 'clone-template',
  async run(context) {
    const vm = await orderVm(context);
    const template = await findTemplate(context);
    // An earlier attempt's task is waited for even when the VM is visible already: it is locked until then.
    const earlier = await context.store.tasks.find(context.order.id, key);
    if (!earlier && (await isThere(context))) return 'done';
    try {
      await runTask(orderTasks(context), {
        ...cloneTask(context, vm, template),
        send: () => context.pve.call<string>('POST', '/nodes/{node}/qemu/{vmid}/clone', template, cloneParameters(context, vm)),
      });
    } catch (error) {
      // The id is taken: ours from an attempt whose answer was lost, or foreign. The object decides.
      const taken = error instanceof TaskFailedError || (error instanceof ProxmoxError && error.kind === 'conflict');
      if (!taken || !(await isThere(context))) throw error;
    }
    if (!(await isThere(context))) throw new StepRetry(because('clone-not-visible', { vmid: vm.vmid }));
    return 'done';
  },
  async undo(context) {
    await settleClone(context);
    const { own, left } = await findOwn(context);
    if (own) await destroyVm(context, own);
    return left;
  },
};

const key = 'clone';

/** A clone that is under way would make its VM after all. */
async function settleClone(context: StepContext): Promise<void> {
  const vm = await context.store.findVm(context.order);
  if (!vm || !(await context.store.tasks.find(context.order.id, key))) return;
  await settleTask(orderTasks(context), cloneTask(context, vm, await findTemplate(context)));
}

function cloneTask(context: StepContext, vm: { vmid: number }, template: { node: string; vmid: number }): SentTask {
  return {
    key,
    node: template.node,
    type: 'qmclone',
    vmid: template.vmid,
    deadlineMs,
    // A clone's task carries the template's id; which VM it makes is only in its log.
    isOurs: (upid) => logNames(context, template.node, upid, vm.vmid),
  };
}

function cloneParameters({ order, tenant, cluster }: StepContext, vm: { node: string; vmid: number }): Record<string, unknown> {
  return {
    newid: vm.vmid,
    name: order.name,
    description: vmMarker(order),
    pool: poolName(tenant.id),
    full: 1,
    storage: cluster.storage,
    target: vm.node,
  };
}

async function findTemplate({ pve, cluster, order }: StepContext): Promise<{ node: string; vmid: number }> {
  const vmid = cluster.templates[order.spec.template];
  const { guests } = await clusterResources(pve);
  const found = guests.find((guest) => guest.vmid === vmid);
  if (vmid === undefined || !found)
    throw new StepFailure(because('template-missing', { template: order.spec.template, vmid: vmid ?? '-' }));
  return { node: found.node, vmid };
}

/** True when the order's VM is there, on its node and unlocked. A stranger's VM of that id is a failure; one under way is waited for. */
async function isThere(context: StepContext): Promise<boolean> {
  const { vmid, node } = await orderVm(context);
  const { guests } = await clusterResources(context.pve);
  // While it is cloned, the VM is on the template's node; it moves to its own at the end.
  const at = guests.find((candidate) => candidate.vmid === vmid)?.node ?? node;
  const config = await readConfig(context.pve, { node: at, vmid });
  if (!config) return false;
  if (config.lock === 'clone') throw new StepRetry(because('clone-running', { vmid }));
  if (!hasMarker(config.description, context.order)) throw foreign(vmid);
  if (at !== node) throw new StepRetry(because('clone-not-moved', { vmid, node: at }));
  return true;
}

async function logNames({ pve }: StepContext, node: string, upid: string, vmid: number): Promise<boolean> {
  const lines = await pve.call<{ t: string }[]>('GET', '/nodes/{node}/tasks/{upid}/log', { node, upid }, { limit: 50 });
  return lines.some(({ t }) => new RegExp(`with ID ${vmid}\\b`).test(t));
}
