import type { Capability, GrafanaRole } from '@vigie/contract/me';

/** A verified person: made only by `http/identity`, and passed to every service so that nothing can be asked without one. */
export interface Caller {
  readonly login: string;
  readonly name: string;
  readonly email?: string;
  readonly role: GrafanaRole;
  /** True for the operator's organisation, which sees all tenants; then `tenant` is null. */
  readonly operator: boolean;
  readonly tenant: { readonly id: string; readonly name: string } | null;
  readonly capabilities: ReadonlySet<Capability>;
}
