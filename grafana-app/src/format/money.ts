import { localeTag } from '../i18n/language';

/** An amount in minor units of its currency, as people read it. `sign` shows a plus too. */
export function formatMoney(minorUnits: number, currency: string, sign = false): string {
  const format = new Intl.NumberFormat(localeTag(), { style: 'currency', currency, signDisplay: sign ? 'exceptZero' : 'auto' });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minorUnits / 10 ** digits);
}
