import type { Price } from '@vigie/contract/quotes';
import { apiLanguage, localeTag } from '../i18n/language';
import { t } from '../i18n/t';
import { formatMoney } from './money';

/** "VAT 20%" */
export const taxText = ({ name, names, percent }: NonNullable<Price['tax']>): string =>
  `${names?.[apiLanguage()] ?? name} ${new Intl.NumberFormat(localeTag(), { style: 'percent', maximumFractionDigits: 3 }).format(percent / 100)}`;

/** What is to be paid, and that the tax is in it where there is one. */
export const grossText = ({ gross, tax, currency }: Price): string =>
  tax === null ? formatMoney(gross, currency) : t('price.gross', '{{gross}} tax included', { gross: formatMoney(gross, currency) });
