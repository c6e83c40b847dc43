import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import { systemDisk } from '../../steps/pve/system-disk.ts';
import { sizeGiB } from '../../steps/resize-disk.ts';
import { setNeedsRestart } from '../../store/vm-operation-progress.ts';
import { ownMachine } from '../own-machine.ts';
import type { Operation, OperationWork } from '../ports.ts';
import { recordSizes } from '../sizes.ts';
import { machineTask } from '../task.ts';

/** Gives the machine other sizes. Cores and memory of one that runs wait for its next start; a disk grows at once. */
export const resize: Operation = {
  steps: [
    { name: 'configure', run: configure },
    { name: 'grow', run: grow },
    { name: 'record', run: recordSizes },
  ],
};

async function configure(work: OperationWork): Promise<void> {
  const { pve, vm, operation, parts } = work;
  const { cores, memoryGiB } = operation.detail;
  const wanted: Record<string, number> = {
    ...(cores !== undefined && { cores }),
    ...(memoryGiB !== undefined && { memory: memoryGiB * 1024 }),
  };
  const { path, config, running } = await ownMachine(pve, vm);
  const missing = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => Number(config[key]) !== value));
  if (Object.keys(missing).length > 0) {
    // Refused when somebody else changed the machine after our read.
    const digest = config.digest === undefined ? {} : { digest: config.digest };
    await pve.call('PUT', '/nodes/{node}/qemu/{vmid}/config', path, { ...missing, ...digest });
    const kept = (await ownMachine(pve, vm)).config;
    const lost = Object.entries(missing).flatMap(([key, value]) => (Number(kept[key]) === value ? [] : [key]));
    if (lost.length > 0) throw new StepFailure(because('settings-not-kept', { settings: lost.join(', ') }));
  }
  const current = await pve.call<Record<string, unknown>>('GET', '/nodes/{node}/qemu/{vmid}/config', path, { current: 1 });
  const pending = running && Object.entries(wanted).some(([key, value]) => Number(current[key]) !== value);
  await setNeedsRestart(parts.db, operation.id, pending);
}

async function grow(work: OperationWork): Promise<void> {
  const { pve, vm, operation } = work;
  const wanted = operation.detail.diskGiB;
  if (wanted === undefined) return;
  const machine = await ownMachine(pve, vm);
  const size = sizeGiB(machine.config[systemDisk]);
  if (size > wanted) throw new StepFailure(because('vm-grown-elsewhere', { size, wanted }));
  if (size === wanted) return;
  await machineTask(work, machine, {
    type: 'resize',
    send: () => pve.call<string>('PUT', '/nodes/{node}/qemu/{vmid}/resize', machine.path, { disk: systemDisk, size: `${wanted}G` }),
  });
  const grown = sizeGiB((await ownMachine(pve, vm)).config[systemDisk]);
  if (grown < wanted) throw new StepFailure(because('disk-not-grown', { size: grown, wanted }));
}
