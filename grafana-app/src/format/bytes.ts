import { localeTag } from '../i18n/language';
import { t } from '../i18n/t';

const units: Array<[number, (amount: string) => string]> = [
  [2 ** 40, (amount) => t('size.tib', '{{amount}} TiB', { amount })],
  [2 ** 30, (amount) => t('size.gib', '{{amount}} GiB', { amount })],
  [2 ** 20, (amount) => t('size.mib', '{{amount}} MiB', { amount })],
];

/** A size with three significant digits; what is smaller than a MiB is a part of one. */
export function formatBytes(bytes: number): string {
  const [size, words] = units.find(([unit]) => bytes >= unit) ?? units[2]!;
  return words(new Intl.NumberFormat(localeTag(), { maximumSignificantDigits: 3 }).format(bytes / size));
}
