import type { Snapshot } from '@vigie/contract/snapshots';
import type { VmOperation, VmOperationKind } from '@vigie/contract/vm-operations';
import type { Vm } from '@vigie/contract/vms';
import { orderId } from './fixtures';
import { hoursAgo, vmId } from './resilience';

export const vm: Vm = {
  id: vmId,
  tenant: 'acme',
  cluster: 'demo',
  node: 'pve1',
  vmid: 20_000,
  name: 'web-01',
  state: 'running',
  addresses: ['10.10.0.10'],
  cores: 2,
  memoryGiB: 4,
  diskGiB: 50,
  orderId,
  offer: 'standard',
  createdAt: hoursAgo(100),
};

export function operationOf(kind: VmOperationKind, state: VmOperation['state'], changes: Partial<VmOperation> = {}): VmOperation {
  return {
    id: 'vop_0000000000000001',
    vm: vm.id,
    vmName: vm.name,
    vmid: vm.vmid,
    tenant: vm.tenant,
    kind,
    detail: {},
    state,
    needsRestart: false,
    requestedBy: 'acme-editor',
    createdAt: hoursAgo(0.1),
    ...(state !== 'queued' && { startedAt: hoursAgo(0.1) }),
    ...((state === 'done' || state === 'failed') && { endedAt: hoursAgo(0.09) }),
    ...changes,
  };
}

export const snapshotOf = (name: string, changes: Partial<Snapshot> = {}): Snapshot => ({
  name,
  description: '',
  takenAt: hoursAgo(2),
  parent: null,
  memory: false,
  current: false,
  ...changes,
});
