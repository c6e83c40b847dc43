import type { TenantConfig } from '@vigie/config/tenants';
import type { QuotaUse } from '@vigie/contract/quotes';
import { ProblemError } from '../problem-error.ts';
import type { MachineSpec } from '../machine-spec.ts';

type Resource = QuotaUse['resource'];

/** What a tenant has, orders that wait or deploy included. Sizes in GiB. */
export type QuotaUsed = Record<Resource, number>;

const needOf = {
  vms: () => 1,
  cores: (spec) => spec.cores,
  memoryGiB: (spec) => spec.memoryGiB,
  diskGiB: (spec) => spec.diskGiB,
} satisfies Record<Resource, (spec: MachineSpec) => number>;

const wordOf = { vms: 'machines', cores: 'cores', memoryGiB: 'GiB of memory', diskGiB: 'GiB of disk' } satisfies Record<Resource, string>;

const resources = Object.keys(needOf) as Resource[];

/** Each quota with what `quantity` more machines of this size would make of it. Decides nothing, see `assertWithinQuota`. */
export function quotaAfter(limits: TenantConfig['quota'], used: QuotaUsed, spec: MachineSpec, quantity: number): QuotaUse[] {
  return resources.map((resource) => ({
    resource,
    used: used[resource],
    after: used[resource] + needOf[resource](spec) * quantity,
    limit: limits[resource] ?? null,
  }));
}

/** Throws the ProblemError `quota-exceeded` that names every quota that would be exceeded, its limit and by how much. */
export function assertWithinQuota(uses: readonly QuotaUse[]): void {
  const exceeded = uses.flatMap(({ resource, used, after, limit }) =>
    limit !== null && after > limit ? [`${after - limit} ${wordOf[resource]} too many (limit ${limit}, used ${used})`] : [],
  );
  if (exceeded.length === 0) return;
  throw new ProblemError(
    'quota-exceeded',
    `This order does not fit into the quota: ${exceeded.join('; ')}. Nothing was ordered. Order less, or ask for a higher quota.`,
  );
}
