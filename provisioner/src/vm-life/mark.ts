import { because } from '@vigie/contract/step-reasons';
import { mergedTags } from '../steps/configure-vm.ts';
import { StepFailure } from '../steps/failure.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import type { VmConfig } from '../steps/pve/vm.ts';
import type { VmRow } from '../store/vms.ts';
import { ownMachine } from './own-machine.ts';

/** By it a retired machine is known in Proxmox's own lists. */
export const pendingDeleteTag = 'vigie-pending-delete';

interface Marks {
  onboot: boolean;
  protection: boolean;
  tag: boolean;
}

/** Makes the machine's marks what they shall be; of `marks` only those that are given. */
export async function ensureMarks(pve: ProxmoxPort, vm: VmRow, marks: Partial<Marks>): Promise<void> {
  const { path, config } = await ownMachine(pve, vm);
  const missing = differences(config, marks);
  if (Object.keys(missing).length === 0) return;
  // Refused when somebody else changed the machine after our read.
  const digest = config.digest === undefined ? {} : { digest: config.digest };
  await pve.call('PUT', '/nodes/{node}/qemu/{vmid}/config', path, { ...missing, ...digest });
  const left = Object.keys(differences((await ownMachine(pve, vm)).config, marks));
  if (left.length > 0) throw new StepFailure(because('settings-not-kept', { settings: left.join(', ') }));
}

function differences(config: VmConfig, { onboot, protection, tag }: Partial<Marks>): Record<string, string | number> {
  const tags = tagsOf(config.tags);
  return {
    ...(onboot !== undefined && onboot !== isOn(config.onboot) && { onboot: Number(onboot) }),
    ...(protection !== undefined && protection !== isOn(config.protection) && { protection: Number(protection) }),
    ...(tag !== undefined && tag !== tags.includes(pendingDeleteTag) && {
      tags: tag ? mergedTags(config.tags, [pendingDeleteTag]) : tags.filter((name) => name !== pendingDeleteTag).join(';'),
    }),
  };
}

/** Whether it is marked, by this or by an earlier deletion that did not come about. */
export const hasDeletionTag = ({ tags }: VmConfig): boolean => tagsOf(tags).includes(pendingDeleteTag);

const tagsOf = (tags: string | undefined): string[] => mergedTags(tags, []).split(';').filter((name) => name !== '');

export const isOn = (value: string | number | undefined): boolean => Number(value ?? 0) === 1;
