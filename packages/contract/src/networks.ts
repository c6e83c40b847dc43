import { z } from 'zod';
import { pageQuery } from './list.ts';
import { instant, tenantId } from './primitives.ts';

/** A tenant's network: a /24 of a super-network, a VNet in the cluster's SDN zone. `shared`: orders with the network `default` join it. `addressesUsed` leaves the gateway out. */
export const network = z
  .object({
    id: z.string(),
    tenant: tenantId,
    cluster: z.string(),
    cidr: z.string(),
    gateway: z.string(),
    vnet: z.string(),
    shared: z.boolean(),
    state: z.enum(['reserved', 'active', 'removing']),
    addressesUsed: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'Network' });
export type Network = z.infer<typeof network>;

export const networkListQuery = pageQuery.extend({ tenant: tenantId.optional() });

/** A super-network from which /24s are given: how many may be given (those that are excluded left out) and how many are. */
export const networkPool = z
  .object({
    cidr: z.string(),
    kind: z.enum(['standard', 'enterprise']),
    role: z.enum(['main', 'addition', 'reserve']),
    subnets: z.int(),
    excluded: z.int(),
    used: z.int(),
  })
  .meta({ id: 'NetworkPool' });
export type NetworkPool = z.infer<typeof networkPool>;
