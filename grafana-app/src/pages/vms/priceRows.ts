import type { Price } from '@vigie/contract/quotes';
import { taxText } from '../../format/tax';
import { t } from '../../i18n/t';

/** Minor units before and after. `whole` is what counts in the end. */
interface PriceRow {
  label: string;
  from: number;
  to: number;
  whole?: true;
}

/** How a price becomes another: the lines whose amount changes, then net and tax where there is one, then the whole. */
export function priceRows(before: Price, after: Price): PriceRow[] {
  const amountBefore = (option: string | undefined) => before.lines.find((line) => line.option === option)?.amount ?? 0;
  const changed = after.lines
    .map(({ label, option, amount }) => ({ label, from: amountBefore(option), to: amount }))
    .filter(({ from, to }) => from !== to);
  const { net, tax, gross } = after;
  if (tax === null) {
    return [...changed, { label: t('summary.per-month', 'Per month, without tax'), from: before.net, to: net, whole: true }];
  }
  return [
    ...changed,
    { label: t('summary.net', 'Without tax'), from: before.net, to: net },
    { label: taxText(tax), from: before.tax?.amount ?? 0, to: tax.amount },
    { label: t('summary.gross', 'Per month, tax included'), from: before.gross, to: gross, whole: true },
  ];
}
