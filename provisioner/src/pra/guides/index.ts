import type { Guide } from '../guide.ts';
import { fenceNode } from './fence-node.ts';
import { informTenant } from './inform-tenant.ts';
import { informTenants } from './inform-tenants.ts';
import { moveConfigurations } from './move-configurations.ts';
import { setAside } from './set-aside.ts';

/** Everything that a manual step may name. */
export const guides: readonly Guide[] = [fenceNode, moveConfigurations, informTenants, setAside, informTenant];
