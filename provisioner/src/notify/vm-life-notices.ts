import type { VigieConfig } from '@vigie/config/schema';
import type { TenantConfig } from '@vigie/config/tenants';
import type { MailPort } from '../steps/ports.ts';
import { keyReplacedMail, type ReplacedKey } from './key-replaced.ts';
import { destroyedMail, recalledMail, reminderMail, retiredMail } from './vm-life.ts';

/** A machine as its notices name it; `id` is Vigie's own. */
export interface NoticedVm {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly vmid: number;
}

/**
 * Mails about a machine that was delivered. `destroyAt` is when its days of grace end; it tells one deletion of a machine from the next,
 * so each may be repeated with the same one and is mailed once. A tenant that is not configured any more gets none.
 */
export interface VmLifeNotices {
  retired(vm: NoticedVm, destroyAt: Date): Promise<void>;
  /** `destroyAt`: the one that no longer holds. */
  recalled(vm: NoticedVm, destroyAt: Date): Promise<void>;
  reminder(vm: NoticedVm, destroyAt: Date): Promise<void>;
  destroyed(vm: NoticedVm): Promise<void>;
  /** Once for each operation. */
  keyReplaced(vm: NoticedVm & { readonly addresses: readonly string[] }, key: ReplacedKey & { operation: string }): Promise<void>;
}

/** `mail`: an outbox on a transaction keeps each mail with the change that it tells of, or not at all. */
export function vmLifeNotices({ operator, tenants, grafana }: Pick<VigieConfig, 'operator' | 'tenants' | 'grafana'>, mail: MailPort): VmLifeNotices {
  const put = async (vm: NoticedVm, what: string, compose: (tenant: TenantConfig) => Parameters<MailPort['put']>[2]) => {
    const tenant = tenants.find(({ id }) => id === vm.tenant);
    if (tenant) await mail.put(`${vm.id}/${what}`, tenant.id, compose(tenant));
  };
  return {
    retired: (vm, destroyAt) =>
      put(vm, `retired/${destroyAt.toISOString()}`, (tenant) => retiredMail({ vm, destroyAt, tenant, operator, grafanaUrl: grafana.url })),
    recalled: (vm, destroyAt) => put(vm, `recalled/${destroyAt.toISOString()}`, (tenant) => recalledMail({ vm, tenant })),
    reminder: (vm, destroyAt) =>
      put(vm, `reminder/${destroyAt.toISOString()}`, (tenant) => reminderMail({ vm, destroyAt, tenant, operator, grafanaUrl: grafana.url })),
    keyReplaced: (vm, { operation, ...key }) => put(vm, `key/${operation}`, (tenant) => keyReplacedMail({ vm, tenant, ...key })),
    destroyed: (vm) => put(vm, 'destroyed', (tenant) => destroyedMail({ vm, tenant, operator })),
  };
}
