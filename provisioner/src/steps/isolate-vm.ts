import { changeOnce } from '@vigie/proxmox/change-once';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import { guestFirewall as base, openCards, ownAddressSet, wrongOptions, type GuestOptions } from './isolation/guest-gaps.ts';
import { protectCluster } from './isolation/protect-cluster.ts';
import { guestOptions, guestRules } from './isolation/rules.ts';
import type { StepContext } from './ports.ts';
import { ensureRules, firewallMarker } from './pve/firewall-rules.ts';
import { ensureEntries, ensureIpSet } from './pve/ip-set.ts';
import { orderVm, ownConfig, type OrderVm, type VmConfig } from './pve/vm.ts';
import { nothingToUndo, type Step } from './step.ts';

// Undo relies on the undo of clone-template and create-vm: a machine's rules go with the machine.
// No machine starts before this step is done, so none runs unprotected.
export const isolateVm: Step = {
  name: 'isolate-vm',
  async run(context) {
    if (context.cluster.isolation.mode === 'off') return { skipped: because('isolation-off') };
    // Again, because an order may have waited long since its first step, and a machine without these would start unprotected.
    await protectCluster(context);
    requireProtectedCards(await ownConfig(context));
    const vm = await orderVm(context);
    await ensureOwnAddress(context, vm);
    const list = { list: `${base}/rules`, one: `${base}/rules/{pos}`, path: vm.path };
    await ensureRules(context.pve, list, guestRules(await context.store.networkOf(context.order)), `VM ${vm.vmid}`);
    await ensureOptions(context, vm);
    return 'done';
  },
  undo: nothingToUndo,
};

/** The order's card asks for the firewall; a template may have brought others. */
function requireProtectedCards(config: VmConfig): void {
  const open = openCards(config);
  if (open.length > 0) throw new StepFailure(because('card-unprotected', { cards: open.join(', ') }));
}

/** From which addresses the machine may send: its own, and nothing else. */
async function ensureOwnAddress({ pve, store, order }: StepContext, { path }: OrderVm): Promise<void> {
  const place = { base, path, name: ownAddressSet };
  const comment = `${firewallMarker}addresses of the machine`;
  await ensureIpSet(pve, place, comment);
  const { addresses } = await store.vmOf(order);
  await ensureEntries(pve, place, addresses.map((cidr) => ({ cidr, comment })), () => true);
}

async function ensureOptions({ pve }: StepContext, { path, vmid }: OrderVm): Promise<void> {
  const found = await changeOnce({
    read: () => pve.call<GuestOptions>('GET', `${base}/options`, path),
    isDone: areWanted,
    send: () => pve.call('PUT', `${base}/options`, path, guestOptions),
  });
  if (!areWanted(found)) throw new StepFailure(because('firewall-not-kept', { where: `VM ${vmid}` }));
}

const areWanted = (options: GuestOptions): boolean => wrongOptions(options).length === 0;
