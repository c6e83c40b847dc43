import type { CatalogueConfig } from '@vigie/config/catalogue';
import type { TenantConfig } from '@vigie/config/tenants';
import type { LocalText } from '@vigie/config/local-text';
import type { Language } from '@vigie/contract/primitives';
import type { Price } from '@vigie/contract/quotes';
import { inLanguage } from './local-text.ts';

/** A rate with at most three decimals and its name. */
export interface Tax {
  percent: number;
  name: LocalText;
}

/** The tax on a tenant's prices: its own rate, or the catalogue's, which also holds as long as nobody said which tenant. Null without tax. */
export function taxFor({ tax }: Pick<CatalogueConfig, 'tax'>, tenant: Pick<TenantConfig, 'tax'> | undefined): Tax | null {
  const own = tenant?.tax;
  if (!own) return tax ?? null;
  const name = own.name ?? tax?.name;
  if (name === undefined) throw new Error('a tax has no name: the configuration was not checked');
  return { percent: own.percent, name };
}

/** How a price names its tax: an order is kept for longer than the catalogue, and read in other languages than the tenant's. */
export const taxNames = (name: LocalText, language: Language): Pick<NonNullable<Price['tax']>, 'name' | 'names'> => ({
  name: inLanguage(name, language),
  ...(typeof name !== 'string' && { names: name }),
});

/** The tax on `net` minor units, half a minor unit rounded up. Whole numbers only, so that no sum is a minor unit off. */
export function taxAmount(net: number, percent: number): number {
  const thousandths = BigInt(Math.round(percent * 1000));
  return Number((BigInt(net) * thousandths + 50_000n) / 100_000n);
}
