import type { CatalogueConfig } from '@vigie/config/catalogue';
import type { VigieConfig } from '@vigie/config/schema';
import type { TenantConfig } from '@vigie/config/tenants';
import { optionIds, type Catalogue, type OptionId, type OptionValue } from '@vigie/contract/catalogue';
import type { Language } from '@vigie/contract/primitives';
import { catalogueFor } from './for-tenant.ts';
import { installsBy } from './installs.ts';
import { inLanguage } from './local-text.ts';
import { defaultOf, type OfferConfig } from './offers.ts';
import { optionNames } from './option-names.ts';

/**
 * The catalogue as a caller sees it, in one language: a tenant's has the offers that it may order, the operator's (`tenant` null) all, with
 * who may order them. Every option has exactly one default; templates and packages stay inside.
 */
export function presentCatalogue(
  { catalogue, clusters, tenants }: Pick<VigieConfig, 'catalogue' | 'clusters' | 'tenants'>,
  tenant: string | null,
  language: Language,
): Catalogue {
  return {
    isolated: clusters.every(({ isolation }) => isolation.mode === 'required'),
    currency: catalogue.currency,
    offers: offersFor(catalogue, tenants, tenant).map((offer) => ({
      id: offer.id,
      name: inLanguage(offer.name, language),
      description: inLanguage(offer.description, language),
      price: offer.price,
      options: optionIds.flatMap((id) => {
        const choices = offer.options[id];
        if (!choices) return [];
        const values = id === 'os' ? systems(offer, clusters, language) : presentValues(choices, language);
        return [{ id, name: optionNames[id][language], values }];
      }),
      ...(tenant === null && offer.availableTo && { availableTo: offer.availableTo }),
    })),
  };
}

/** Orders go to the first cluster; the configuration has the same kind for all. */
function systems({ options: { os } }: OfferConfig, [cluster]: VigieConfig['clusters'], language: Language): OptionValue[] {
  return presentValues(os, language).map((value, i) => ({ ...value, installs: installsBy(cluster ?? { isos: {} }, os[i]?.value ?? '') }));
}

function offersFor(catalogue: CatalogueConfig, tenants: readonly TenantConfig[], tenant: string | null): OfferConfig[] {
  if (tenant === null) return catalogue.offers;
  const found = tenants.find(({ id }) => id === tenant);
  return found ? catalogueFor(catalogue, found).offers : [];
}

type AnyChoice = NonNullable<OfferConfig['options'][OptionId]>[number];

function presentValues(values: readonly AnyChoice[], language: Language): OptionValue[] {
  const chosen = defaultOf(values);
  return values.map((choice) => ({
    id: choice.id,
    name: inLanguage(choice.name, language),
    price: choice.price,
    ...(choice === chosen && { default: true }),
    ...('value' in choice && typeof choice.value === 'number' && { amount: choice.value }),
  }));
}
