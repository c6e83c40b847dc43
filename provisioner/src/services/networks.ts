import type { VigieConfig } from '@vigie/config/schema';
import type { Network } from '@vigie/contract/networks';
import type { Services } from '../services.ts';
import { decodeCursor, pageOf } from '../store/cursor.ts';
import type { Database } from '../store/database.ts';
import { listNetworks, usedBySuperNetwork, type LiveNetworkRow } from '../store/networks.ts';
import { narrow, scopeOf } from '../store/scope.ts';
import { networkPools } from './network-pools.ts';

export function networkService({ db, config }: { db: Database; config: VigieConfig }): Services['networks'] {
  return {
    async list(caller, { limit, cursor, tenant }) {
      const rows = await listNetworks(db, narrow(scopeOf(caller), tenant), { limit, after: decodeCursor(cursor) });
      return pageOf(rows, limit, networkView);
    },
    async pools() {
      return { items: networkPools(config.networks, await usedBySuperNetwork(db)) };
    },
  };
}

const networkView = (row: LiveNetworkRow): Network => ({
  id: row.id,
  tenant: row.tenant,
  cluster: row.cluster,
  cidr: row.cidr,
  gateway: row.gateway,
  vnet: row.vnet,
  shared: row.shared,
  state: row.state,
  addressesUsed: row.addresses_used ?? 0,
  createdAt: row.created_at.toISOString(),
});
