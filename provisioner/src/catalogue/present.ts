import type { VigieConfig } from '@vigie/config/schema';
import { optionIds, type Catalogue, type OptionValue } from '@vigie/contract/catalogue';
import type { Language } from '@vigie/contract/primitives';
import { installsBy } from './installs.ts';
import { inLanguage } from './local-text.ts';
import { defaultOf, type OfferConfig } from './offers.ts';
import { optionNames } from './option-names.ts';

/** The catalogue as callers see it, in one language. Every option has exactly one default, templates stay inside. */
export function presentCatalogue({ catalogue, clusters }: Pick<VigieConfig, 'catalogue' | 'clusters'>, language: Language): Catalogue {
  return {
    isolated: clusters.every(({ isolation }) => isolation.mode === 'required'),
    currency: catalogue.currency,
    offers: catalogue.offers.map((offer) => ({
      id: offer.id,
      name: inLanguage(offer.name, language),
      description: inLanguage(offer.description, language),
      price: offer.price,
      options: optionIds.map((id) => ({
        id,
        name: optionNames[id][language],
        values: id === 'os' ? systems(offer, clusters, language) : presentValues(offer.options[id], language),
      })),
    })),
  };
}

/** Orders go to the first cluster; the configuration has the same kind for all. */
function systems({ options: { os } }: OfferConfig, [cluster]: VigieConfig['clusters'], language: Language): OptionValue[] {
  return presentValues(os, language).map((value, i) => ({ ...value, installs: installsBy(cluster ?? { isos: {} }, os[i]?.value ?? '') }));
}

function presentValues(values: readonly OfferConfig['options'][keyof OfferConfig['options']][number][], language: Language): OptionValue[] {
  const chosen = defaultOf(values);
  return values.map((value) => ({
    id: value.id,
    name: inLanguage(value.name, language),
    price: value.price,
    ...(value === chosen && { default: true }),
  }));
}
