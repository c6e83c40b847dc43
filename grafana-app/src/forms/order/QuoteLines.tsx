import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Price } from '@vigie/contract/quotes';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { formatMoney } from '../../format/money';
import { t } from '../../i18n/t';

/** The price per month, line by line, and its sum. */
export function QuoteLines({ price }: { price: Price }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.list}>
      {price.lines.map((line, index) => (
        <div key={index} className={styles.line} data-testid={testIds.orderForm.quoteLine} data-option={line.option}>
          <dt>{line.label}</dt>
          <dd>
            {line.option !== undefined && line.amount === 0 ? t('option.included', 'included') : formatMoney(line.amount, price.currency)}
          </dd>
        </div>
      ))}
      <div className={styles.total}>
        <dt>{t('summary.per-month', 'Per month, without tax')}</dt>
        <dd data-testid={testIds.orderForm.quoteTotal}>{formatMoney(price.total, price.currency)}</dd>
      </div>
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
  return {
    list: css({ margin: 0 }),
    line,
    total: css([
      line,
      {
        borderTop: `1px solid ${theme.colors.border.medium}`,
        marginTop: theme.spacing(1),
        paddingTop: theme.spacing(1),
        dd: { fontSize: theme.typography.h3.fontSize, fontWeight: theme.typography.fontWeightMedium },
      },
    ]),
  };
};
