import { because, type StepReason } from '@vigie/contract/step-reasons';
import { StepFailure } from '../failure.ts';
import type { ProxmoxPort, StepContext } from '../ports.ts';
import { hasMarker } from './names.ts';
import { orNull } from './read.ts';
import { clusterResources } from './resources.ts';

/** A VM's configuration as Proxmox answers it: numbers and strings mixed. */
export type VmConfig = Record<string, string | number | undefined> & { description?: string; lock?: string; tags?: string; net0?: string };

/** Where an order's VM is: its row, the node and the VMID. */
export interface OrderVm {
  node: string;
  vmid: number;
  path: { node: string; vmid: number };
}

export async function orderVm({ store, order }: StepContext): Promise<OrderVm> {
  const { node, vmid } = await store.vmOf(order);
  if (node === null) throw new Error(`VM ${vmid} has no node yet`);
  return { node, vmid, path: { node, vmid } };
}

export const readConfig = (pve: ProxmoxPort, path: { node: string; vmid: number }): Promise<VmConfig | null> =>
  orNull(pve.call<VmConfig>('GET', '/nodes/{node}/qemu/{vmid}/config', path));

/** The configuration of the order's VM. Throws when the VM is gone or is not the order's: nothing may be changed then. */
export async function ownConfig(context: StepContext): Promise<VmConfig> {
  const { path, vmid, node } = await orderVm(context);
  const config = await readConfig(context.pve, path);
  if (!config) throw new StepFailure(because('vm-missing', { vmid, node }));
  if (!hasMarker(config.description, context.order)) throw foreign(vmid);
  return config;
}

/** Where the order's own VM is; null when there is none (any more). `left`: another's VM has its VMID. For undoing. */
export async function findOwn(context: StepContext): Promise<{ own: OrderVm | null; left: StepReason | null }> {
  const { pve, store, order } = context;
  const vm = await store.findVm(order);
  const nothing = { own: null, left: null };
  if (!vm || vm.node === null) return nothing;
  const { vmid } = vm;
  // A clone that broke off is still on its template's node.
  const node = (await clusterResources(pve)).guests.find((guest) => guest.vmid === vmid)?.node ?? vm.node;
  const config = await readConfig(pve, { node, vmid });
  if (!config) return nothing;
  if (!hasMarker(config.description, order)) return { own: null, left: because('vm-left', { vmid }) };
  return { own: { node, vmid, path: { node, vmid } }, left: null };
}

export const foreign = (vmid: number): StepFailure => new StepFailure(because('vm-foreign', { vmid }));
