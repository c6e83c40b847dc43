import type { ConfigMistake } from './config-error.ts';
import { tenantKind } from './networks.ts';
import type { VigieConfig } from './schema.ts';

const kinds: readonly string[] = tenantKind.options;

/** Who an offer is for must be a kind of tenants or a tenant, and not both. */
export function unknownBuyers({ catalogue, tenants }: Pick<VigieConfig, 'catalogue' | 'tenants'>): ConfigMistake[] {
  const isTenant = (name: string) => tenants.some(({ id }) => id === name);
  return catalogue.offers.flatMap(({ availableTo = [] }, i) =>
    availableTo.flatMap((name, j) => {
      const path = `catalogue.offers[${i}].availableTo[${j}]`;
      if (availableTo.indexOf(name) < j) return [{ path, message: `${name} is used twice` }];
      if (!kinds.includes(name)) return isTenant(name) ? [] : [{ path, message: `no tenant "${name}", nor a kind of tenants (${kinds.join(', ')})` }];
      return isTenant(name) ? [{ path, message: `"${name}" is a kind of tenants and a tenant: give the tenant another id` }] : [];
    }),
  );
}

/** A tenant's rate takes its name from the catalogue's tax. */
export function unnamedTaxes({ catalogue, tenants }: Pick<VigieConfig, 'catalogue' | 'tenants'>): ConfigMistake[] {
  if (catalogue.tax) return [];
  return tenants.flatMap(({ tax }, i) =>
    tax && tax.name === undefined ? [{ path: `tenants[${i}].tax.name`, message: 'name it: the catalogue has no tax whose name it could take' }] : [],
  );
}
