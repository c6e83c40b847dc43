import type { CatalogueConfig } from '@vigie/config/catalogue';
import { optionIds } from '@vigie/contract/catalogue';
import type { Language } from '@vigie/contract/primitives';
import type { Price } from '@vigie/contract/quotes';
import { inLanguage } from './local-text.ts';
import { offerOf } from './offers.ts';
import { optionNames } from './option-names.ts';
import type { ResolvedConfiguration } from './resolve.ts';

/** French sets a no-break space before a colon. */
const colon = { en: ': ', fr: '\u00a0: ' } satisfies Record<Language, string>;

/**
 * The price per month of `quantity` machines, in minor units, without tax: one line for the offer, one for each option.
 * Throws the ProblemErrors `unknown-offer`, and an Error when a choice left the catalogue since it was resolved.
 */
export function priceOf(
  catalogue: CatalogueConfig,
  configuration: Pick<ResolvedConfiguration, 'offerId' | 'choices'>,
  quantity: number,
  language: Language,
): Price {
  const offer = offerOf(catalogue, configuration.offerId);
  const optionLines = optionIds.map((option) => {
    const value = offer.options[option].find((candidate) => candidate.id === configuration.choices[option]);
    if (!value) throw new Error(`the offer ${offer.id} has no value ${configuration.choices[option]} of ${option} any more`);
    const label = `${optionNames[option][language]}${colon[language]}${inLanguage(value.name, language)}`;
    return { label, option, amount: value.price * quantity };
  });
  const lines = [{ label: inLanguage(offer.name, language), amount: offer.price * quantity }, ...optionLines];
  return { currency: catalogue.currency, total: lines.reduce((sum, line) => sum + line.amount, 0), lines };
}
