import type { VigieConfig } from '@vigie/config/schema';
import { assertWithinQuota, quotaAfter } from '../catalogue/quota.ts';
import type { Queryable } from '../store/database.ts';
import type { MachineSpec } from '../machine-spec.ts';
import { lockQuota, quotaUsed } from '../store/quota.ts';

/** Throws `quota-exceeded` when the tenant has no room for the machine. Decides for one order of a tenant at a time. */
export async function assertQuota(
  tx: Queryable,
  config: VigieConfig,
  tenant: string,
  spec: MachineSpec,
  quantity: number,
  exceptOrders: readonly string[] = [],
): Promise<void> {
  const limits = config.tenants.find(({ id }) => id === tenant)?.quota ?? {};
  await lockQuota(tx, tenant);
  assertWithinQuota(quotaAfter(limits, await quotaUsed(tx, tenant, exceptOrders), spec, quantity));
}
