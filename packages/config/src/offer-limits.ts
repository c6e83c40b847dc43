import { z } from 'zod';

const machines = z.int().min(1).max(1_000_000);

/** How many machines of an offer one order may have, and a tenant at the same time. What is left out is not limited. */
export const offerLimits = z.strictObject({ perOrder: machines.optional(), perTenant: machines.optional() });

/** Kinds of tenants and ids of tenants. An offer with it does not exist for anybody else. */
export const availability = z.array(z.string().min(1)).min(1);
