import type { Language } from '@vigie/contract/primitives';
import { readPrice, type StoredPrice } from '../catalogue/stored-price.ts';
import type { Block } from './render.ts';

const words = {
  en: { included: 'included', netAlone: 'Total per month, without tax', net: 'Net per month', gross: 'Total per month, tax included' },
  fr: { included: 'compris', netAlone: 'Total par mois, hors taxes', net: 'Par mois, hors taxes', gross: 'Total par mois, taxes comprises' },
} as const satisfies Record<Language, Record<string, string>>;

/** An order's price for a mail: each line, then net, tax and gross where there is a tax. */
export function priceBlock(stored: StoredPrice, language: Language): Block {
  const { currency, lines, net, tax, gross } = readPrice(stored);
  const say = words[language];
  const money = (amount: number) => moneyText(amount, currency, language);
  const amounts = lines.map(({ label, quantity, unitPrice, amount }): [string, string] => [
    quantity > 1 && amount !== 0 ? `${label}, ${money(unitPrice)} × ${quantity}` : label,
    amount === 0 ? say.included : money(amount),
  ]);
  if (!tax) return { amounts, totals: [[say.netAlone, money(net)]] };
  return { amounts, totals: [[say.net, money(net)], [`${tax.name} ${percentText(tax.percent, language)}`, money(tax.amount)], [say.gross, money(gross)]] };
}

/** An amount in minor units, of which not every currency has a hundred in one: a yen has none, a Kuwaiti dinar a thousand. */
export function moneyText(minorUnits: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(minorUnits / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

const percentText = (percent: number, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 3 }).format(percent / 100);
