import { changeOnce, isThere } from '@vigie/proxmox/change-once';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import type { ProxmoxPort } from './ports.ts';
import { poolName, tenantMarker } from './pve/names.ts';
import { nothingToUndo, type Step } from './step.ts';

// Undo relies on nothing: the pool belongs to the tenant and holds its other machines.
// It goes with the tenant, not with an order.
export const ensurePool: Step = {
  name: 'ensure-pool',
  againOnRetry: true,
  async run({ pve, tenant }) {
    const poolid = poolName(tenant.id);
    const comment = tenantMarker(tenant.id);
    const found = await changeOnce({
      read: () => poolComment(pve, poolid),
      isDone: isThere,
      send: () => pve.call('POST', '/pools', {}, { poolid, comment }),
    });
    if (found === comment) return 'done';
    throw new StepFailure(because('pool-foreign', { pool: poolid, comment }));
  },
  undo: nothingToUndo,
};

/** Null when there is no such pool. The list is read because it answers the same for all versions. */
async function poolComment(pve: ProxmoxPort, poolid: string): Promise<string | null> {
  const pools = await pve.call<{ poolid: string; comment?: string }[]>('GET', '/pools', {});
  const pool = pools.find((candidate) => candidate.poolid === poolid);
  return pool ? (pool.comment ?? '') : null;
}
