import { parsePropertyString } from '@vigie/proxmox/property-string';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import { systemDisk } from './pve/system-disk.ts';
import { orderTasks, runTask } from './pve/task.ts';
import { orderVm, ownConfig } from './pve/vm.ts';
import { nothingToUndo, type Step } from './step.ts';

const deadlineMs = 5 * 60_000;

// Undo relies on the undo of clone-template and create-vm: disks cannot shrink, the disk goes with the VM.
// The size is absolute, so a repetition does not grow the disk again.
export const resizeDisk: Step = {
  name: 'resize-disk',
  async run(context) {
    const wanted = context.order.spec.diskGiB;
    if (sizeGiB((await ownConfig(context))[systemDisk]) >= wanted) return 'done';
    const { path, node, vmid } = await orderVm(context);
    await runTask(orderTasks(context), {
      key: 'resize', node, type: 'resize', vmid, deadlineMs,
      send: () => context.pve.call<string>('PUT', '/nodes/{node}/qemu/{vmid}/resize', path, { disk: systemDisk, size: `${wanted}G` }),
    });
    const size = sizeGiB((await ownConfig(context))[systemDisk]);
    if (size < wanted) throw new StepFailure(because('disk-not-grown', { size, wanted }));
    return 'done';
  },
  undo: nothingToUndo,
};

const units: Record<string, number> = { K: 2 ** -20, M: 2 ** -10, G: 1, T: 1024 };

/** GiB of a disk line such as `ceph-vm:vm-100-disk-0,size=10G`. */
export function sizeGiB(line: string | number | undefined): number {
  const size = parsePropertyString(String(line ?? ''), 'volume').size;
  const match = /^(\d+(?:\.\d+)?)([KMGT])$/.exec(size ?? '');
  if (!match) throw new StepFailure(because('template-without-disk', { disk: systemDisk }));
  return Number(match[1]) * (units[match[2] ?? ''] ?? NaN);
}
