import type { CatalogueConfig } from '@vigie/config/catalogue';
import { optionIds } from '@vigie/contract/catalogue';
import type { Language } from '@vigie/contract/primitives';
import type { Price } from '@vigie/contract/quotes';
import { inLanguage } from './local-text.ts';
import { offerOf } from './offers.ts';
import { optionNames } from './option-names.ts';
import type { ResolvedConfiguration } from './resolve.ts';
import { taxAmount, taxNames, type Tax } from './tax.ts';

/** French sets a no-break space before a colon. */
const colon = { en: ': ', fr: '\u00a0: ' } satisfies Record<Language, string>;

export interface Pricing {
  quantity: number;
  language: Language;
  /** Null without tax. */
  tax: Tax | null;
}

/**
 * The price per month of `quantity` machines, in minor units: one line for the offer, one for each option that it has, then the tax on
 * their sum. Throws the ProblemErrors `unknown-offer`, and an Error when a choice left the catalogue since it was resolved.
 */
export function priceOf(
  catalogue: CatalogueConfig,
  configuration: Pick<ResolvedConfiguration, 'offerId' | 'choices'>,
  { quantity, language, tax }: Pricing,
): Price {
  const offer = offerOf(catalogue, configuration.offerId);
  const times = (unitPrice: number) => ({ quantity, unitPrice, amount: unitPrice * quantity });
  const optionLines = optionIds.flatMap((option) => {
    const values = offer.options[option];
    if (!values) return [];
    const value = values.find((candidate) => candidate.id === configuration.choices[option]);
    if (!value) throw new Error(`the offer ${offer.id} has no value ${configuration.choices[option]} of ${option} any more`);
    const label = `${optionNames[option][language]}${colon[language]}${inLanguage(value.name, language)}`;
    return [{ label, option, ...times(value.price) }];
  });
  const lines = [{ label: inLanguage(offer.name, language), ...times(offer.price) }, ...optionLines];
  const net = lines.reduce((sum, line) => sum + line.amount, 0);
  const added = tax && { ...taxNames(tax.name, language), percent: tax.percent, amount: taxAmount(net, tax.percent) };
  return { currency: catalogue.currency, lines, net, tax: added, gross: net + (added?.amount ?? 0), total: net };
}
