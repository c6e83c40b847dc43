import { because } from '@vigie/contract/step-reasons';
import { ProxmoxError } from '@vigie/proxmox/errors';
import { readConfig } from '../../steps/pve/vm.ts';
import { labVm } from '../facts.ts';
import { hostSettings, inspectConfig } from '../lab/dangers.ts';
import type { TestContext } from '../ports.ts';
import { fails, type Proof } from '../proof.ts';
import type { Phase } from './phase.ts';

/** Before its first start: takes away what reaches out to the host, then looks at what Proxmox really wrote. */
export const inspect: Phase = {
  name: 'inspect',
  async run(context) {
    const { pve } = context;
    const at = labVm(context);
    const restored = await readConfig(pve, at);
    if (restored) await removeHostSettings(context, hostSettings(restored));
    return lookAtRestored(context);
  },
};

/** The proofs of the restored configuration as it is now. */
export async function lookAtRestored(context: TestContext): Promise<Proof[]> {
  const { pve, lab } = context;
  const at = labVm(context);
  const config = await readConfig(pve, at);
  if (!config) return [fails({ name: 'cards-in-lab', expected: lab.vnet, seen: 'no machine' }, because('restored-vm-missing'))];
  const { ha } = await pve.call<{ ha?: { managed?: number } }>('GET', '/nodes/{node}/qemu/{vmid}/status/current', at);
  return inspectConfig(config, { vnet: lab.vnet, vmid: at.vmid, managed: Number(ha?.managed ?? 0) === 1 });
}

async function removeHostSettings(context: TestContext, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  try {
    await context.pve.call('PUT', '/nodes/{node}/qemu/{vmid}/config', labVm(context), { delete: keys.join(',') });
  } catch (error) {
    // Some only root may change: then they are still there when the configuration is looked at, and the machine is not started.
    if (!(error instanceof ProxmoxError && /only root can set/.test(error.reason))) throw error;
  }
}
