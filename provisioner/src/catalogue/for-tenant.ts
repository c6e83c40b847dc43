import type { CatalogueConfig } from '@vigie/config/catalogue';
import type { TenantConfig } from '@vigie/config/tenants';

/** The catalogue with the offers that this tenant may order: of the others it must not even learn that they exist. */
export function catalogueFor(catalogue: CatalogueConfig, { id, kind }: Pick<TenantConfig, 'id' | 'kind'>): CatalogueConfig {
  const offers = catalogue.offers.filter(({ availableTo }) => !availableTo || availableTo.includes(id) || availableTo.includes(kind));
  return { ...catalogue, offers };
}
