import type { Caller } from '../caller.ts';

/**
 * Whose rows a query may see. There are two ways to get one: from a verified caller, or `systemScope` for our own workflows.
 * Every query function of the store takes one and puts `scopeCondition` into its SQL: this file is the only place that decides.
 */
export type Scope = { readonly all: true } | { readonly all: false; readonly tenant: string };

/** For workflows and chores of the daemon itself; never for a request. */
export const systemScope: Scope = { all: true };

/** A caller sees its own tenant; the operator sees all. A caller that is neither sees nothing, by throwing. */
export function scopeOf(caller: Caller): Scope {
  if (caller.operator) return { all: true };
  if (!caller.tenant) throw new Error('a caller without a tenant who is not the operator');
  return { all: false, tenant: caller.tenant.id };
}

/** Narrows a scope to one tenant; a tenant outside of it leaves nothing to see (`none` matches no row). */
export function narrow(scope: Scope, tenant: string | undefined): Scope {
  if (tenant === undefined) return scope;
  if (scope.all || scope.tenant === tenant) return { all: false, tenant };
  return { all: false, tenant: none };
}

/** Not a valid tenant id, so no row has it. */
const none = '';

/** Values of a query while it is written: `values.add(x)` gives the placeholder of x. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

/** SQL condition that keeps a query inside its scope. `column` is the tenant column, written by us, never input. */
export function scopeCondition(scope: Scope, values: Values, column = 'tenant'): string {
  return scope.all ? 'true' : `${column} = ${values.add(scope.tenant)}`;
}
