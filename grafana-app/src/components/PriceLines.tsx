import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Price } from '@vigie/contract/quotes';
import { useStyles2 } from '@grafana/ui';
import { formatMoney } from '../format/money';
import { taxText } from '../format/tax';
import { t } from '../i18n/t';
import { testIds } from './testIds';

type Line = Price['lines'][number];

interface Props {
  price: Price;
  /** What a line is called, where the price itself speaks another language. */
  labelOf?: (line: Line) => string;
}

/** The price per month: line by line, then net, tax and what is to be paid; the net alone where there is no tax. */
export function PriceLines({ price, labelOf = ({ label }) => label }: Props) {
  const styles = useStyles2(getStyles);
  const { currency, lines, net, tax, gross } = price;
  return (
    <dl className={styles.list}>
      {lines.map((line, index) => (
        <div key={index} className={styles.line} data-testid={testIds.price.line} data-option={line.option}>
          <dt>
            {labelOf(line)}
            {line.quantity > 1 && line.amount !== 0 && (
              <span className={styles.unit}>
                {formatMoney(line.unitPrice, currency)} × {line.quantity}
              </span>
            )}
          </dt>
          <dd>{line.option !== undefined && line.amount === 0 ? t('option.included', 'included') : formatMoney(line.amount, currency)}</dd>
        </div>
      ))}
      {tax === null ? (
        <div className={styles.total}>
          <dt>{t('summary.per-month', 'Per month, without tax')}</dt>
          <dd data-testid={testIds.price.net}>{formatMoney(net, currency)}</dd>
        </div>
      ) : (
        <>
          <div className={styles.net}>
            <dt>{t('summary.net', 'Without tax')}</dt>
            <dd data-testid={testIds.price.net}>{formatMoney(net, currency)}</dd>
          </div>
          <div className={styles.line}>
            <dt>{taxText(tax)}</dt>
            <dd data-testid={testIds.price.tax}>{formatMoney(tax.amount, currency)}</dd>
          </div>
          <div className={styles.total}>
            <dt>{t('summary.gross', 'Per month, tax included')}</dt>
            <dd data-testid={testIds.price.gross}>{formatMoney(gross, currency)}</dd>
          </div>
        </>
      )}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const line = css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: theme.spacing(2),
    padding: theme.spacing(0.5, 0),
    'dt, dd': { margin: 0, fontWeight: theme.typography.fontWeightRegular },
    dd: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  });
  const ruled = { borderTop: `1px solid ${theme.colors.border.medium}`, marginTop: theme.spacing(1), paddingTop: theme.spacing(1) };
  return {
    list: css({ margin: 0 }),
    line,
    unit: css({ display: 'block', color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, fontVariantNumeric: 'tabular-nums' }),
    net: css([line, ruled]),
    total: css([line, ruled, { dd: { fontSize: theme.typography.h3.fontSize, fontWeight: theme.typography.fontWeightMedium } }]),
  };
};
