import { because } from '@vigie/contract/step-reasons';
import { StepRetry } from './failure.ts';
import { hardwareFor } from './install/hardware.ts';
import { isoOf } from './install/iso.ts';
import type { StepContext } from './ports.ts';
import { destroyVm } from './pve/destroy-vm.ts';
import { nodesSeeing } from './pve/images.ts';
import { hasMarker, poolName, vmMarker } from './pve/names.ts';
import { clusterResources } from './pve/resources.ts';
import { orderTasks, runTask, settleTask, type SentTask } from './pve/task.ts';
import { findOwn, foreign, orderVm, readConfig, type OrderVm } from './pve/vm.ts';
import type { Step } from './step.ts';

const deadlineMs = 10 * 60_000;
const key = 'create';

// Undo relies on proof that the VM is ours: the VMID reserved for this order and the marker in its description.
// A VM without the marker is left alone, whatever its VMID.
export const createVm: Step = {
  name: 'create-vm',
  async run(context) {
    const vm = await orderVm(context);
    // An earlier attempt's task is waited for even when the VM is visible already: its disk may not be made yet.
    if ((await context.store.tasks.find(context.order.id, key)) === null) {
      if (await isThere(context, vm)) return 'done';
      await requireImages(context, vm);
    }
    await runTask(orderTasks(context), {
      ...createTask(vm),
      // An id that is taken is refused: by ours, of an attempt whose answer was lost, or by a stranger's. The object decides.
      isDone: () => isThere(context, vm),
      send: () => context.pve.call<string>('POST', '/nodes/{node}/qemu', { node: vm.node }, parameters(context, vm)),
    });
    if (!(await isThere(context, vm))) throw new StepRetry(because('create-not-visible', { vmid: vm.vmid }));
    return 'done';
  },
  async undo(context) {
    await settleCreation(context);
    const { own, left } = await findOwn(context);
    if (own) await destroyVm(context, own);
    return left;
  },
};

/** A creation that is under way would make its VM after all. */
async function settleCreation(context: StepContext): Promise<void> {
  const note = await context.store.tasks.find(context.order.id, key);
  if (note !== null) await settleTask(orderTasks(context), createTask(await orderVm(context)));
}

const createTask = ({ node, vmid }: OrderVm): SentTask => ({ key, node, type: 'qmcreate', vmid, deadlineMs });

/** True when the order's VM is there and unlocked. A stranger's VM of that id is a failure, wherever it is; one under way is waited for. */
async function isThere(context: StepContext, { vmid, node }: OrderVm): Promise<boolean> {
  const { guests } = await clusterResources(context.pve);
  const at = guests.find((guest) => guest.vmid === vmid)?.node ?? node;
  const config = await readConfig(context.pve, { node: at, vmid });
  if (!config) return false;
  if (config.lock === 'create') throw new StepRetry(because('create-running', { vmid }));
  if (!hasMarker(config.description, context.order)) throw foreign(vmid);
  return true;
}

async function requireImages(context: StepContext, { node }: OrderVm): Promise<void> {
  const { volume, drivers } = isoOf(context);
  const { storages } = await clusterResources(context.pve);
  await nodesSeeing(context.pve, drivers === undefined ? [volume] : [volume, drivers], [node], storages);
}

/** Without a network card: that comes with its settings, once its address is registered, or Proxmox would give it another one. */
function parameters(context: StepContext, { vmid }: OrderVm): Record<string, unknown> {
  const { order, tenant, cluster } = context;
  return {
    vmid,
    name: order.name,
    description: vmMarker(order),
    pool: poolName(tenant.id),
    ...hardwareFor(isoOf(context), order.spec, cluster.storage),
  };
}
