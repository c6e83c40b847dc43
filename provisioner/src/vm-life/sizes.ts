import { systemDisk } from '../steps/pve/system-disk.ts';
import { sizeGiB } from '../steps/resize-disk.ts';
import { setSizes } from '../store/vm-deletions.ts';
import { ownMachine } from './own-machine.ts';
import type { OperationWork } from './ports.ts';

/** Notes the sizes that the machine has by its configuration: after a resize, and after a rollback to when it had others. */
export async function recordSizes({ pve, vm, parts }: OperationWork): Promise<void> {
  const { config } = await ownMachine(pve, vm);
  const cores = Number(config.cores);
  const memory = Number(config.memory);
  await setSizes(parts.db, vm.id, {
    cores: Number.isInteger(cores) ? cores : null,
    memoryGiB: memory > 0 ? Math.round(memory / 1024) : null,
    diskGiB: Math.round(sizeGiB(config[systemDisk])),
  });
}
