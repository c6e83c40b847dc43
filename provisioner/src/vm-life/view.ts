import type { VmOperation } from '@vigie/contract/vm-operations';
import { keyFingerprint } from '../bastion/key-pair.ts';
import type { VmOperationRow } from '../store/vm-operations.ts';
import { leftReason } from './left.ts';

/** `technical`: Proxmox's own texts are for the operator only, because they name nodes and other internals. */
export function operationView(row: VmOperationRow, technical: boolean): VmOperation {
  return {
    id: row.id,
    vm: row.vm_id,
    vmName: row.vm_name,
    vmid: row.vmid,
    tenant: row.tenant,
    kind: row.kind,
    detail: { ...row.detail, ...(row.facts.newKey !== undefined && { keyFingerprint: keyFingerprint(row.facts.newKey) }) },
    state: row.state,
    needsRestart: row.needs_restart,
    requestedBy: row.requested_by,
    createdAt: row.created_at.toISOString(),
    ...(row.started_at && { startedAt: row.started_at.toISOString() }),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
    ...reasonView(row, technical),
  };
}

function reasonView({ code, params, message, technical: text, facts: { left } }: VmOperationRow, technical: boolean): Pick<VmOperation, 'error'> {
  if (code === null || message === null) return {};
  return {
    error: {
      code, params: params ?? {}, message,
      ...(left !== undefined && { consequence: leftReason(left) }),
      ...(technical && text !== null && { technical: text }),
    },
  };
}
