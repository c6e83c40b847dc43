import { valueOf } from '@vigie/contract/drift-values';
import { poolName, tenantMarker } from '../steps/pve/names.ts';
import type { Finding } from '../store/drift.ts';
import type { Facts } from './facts.ts';

/** Pools of tenants with machines that are not there, or are another's. A tenant without machines may have none yet. */
export function comparePools({ known: { vms }, seen }: Facts): Finding[] {
  const tenants = [...new Set(vms.filter(({ underWay }) => !underWay).map(({ tenant }) => tenant))];
  return tenants.flatMap((tenant): Finding[] => {
    const pool = poolName(tenant);
    const found = seen.pools.find(({ poolid }) => poolid === pool);
    if (found?.comment === tenantMarker(tenant)) return [];
    const commented = (comment: string) => [valueOf('pool-comment', { comment })];
    return [{
      key: `pool-missing/${pool}`, kind: 'pool-missing', tenant, object: pool,
      expected: commented(tenantMarker(tenant)), seen: found ? commented(found.comment ?? '') : [],
    }];
  });
}
