import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { ProblemAlert } from '../../components/ProblemAlert';
import { testIds } from '../../components/testIds';
import { useMe } from '../../data/me';
import { useQuote } from '../../data/quotes';
import { formatMoney } from '../../format/money';
import { t } from '../../i18n/t';
import { priceRows } from './priceRows';

interface Props {
  /** Whose machine it is: the tax is its own. */
  tenant: string;
  offer: string;
  before: Record<string, string>;
  after: Record<string, string>;
}

/** The price per month as it is and as it will be: what changes line by line, then the whole. */
export function ResizePrice({ tenant, offer, before, after }: Props) {
  const styles = useStyles2(getStyles);
  const whose = useMe().data?.operator === true ? { tenant } : {};
  const old = useQuote({ offer, options: before, quantity: 1, ...whose });
  const next = useQuote({ offer, options: after, quantity: 1, ...whose });
  const error = old.error ?? next.error;
  if (error !== null) {
    return <ProblemAlert error={error} onRetry={() => void Promise.all([old.refetch(), next.refetch()])} />;
  }
  if (old.data === undefined || next.data === undefined) {
    return <div className={styles.root} aria-busy />;
  }
  const { currency } = next.data.price;
  const rows = priceRows(old.data.price, next.data.price);
  return (
    <dl className={styles.root} data-testid={testIds.vmLife.resizePrice} aria-live="polite">
      {rows.map(({ label, from, to, whole }, index) => (
        <div key={index} className={styles.row}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.amounts}>
            {from !== to && (
              <>
                <s className={styles.label}>{formatMoney(from, currency)}</s>
                <Icon name="arrow-right" size="sm" title={t('vm-resize.becomes', 'becomes')} />
              </>
            )}
            <span className={cx(whole && styles.whole)}>{formatMoney(to, currency)}</span>
            {whole && from !== to && <span className={styles.label}>({formatMoney(to - from, currency, true)})</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({
    minHeight: 48,
    margin: 0,
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.colors.border.medium}`,
    fontVariantNumeric: 'tabular-nums',
  }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(0.25, 0),
    'dt, dd': { margin: 0, fontWeight: theme.typography.fontWeightRegular },
  }),
  label: css({ color: theme.colors.text.secondary }),
  amounts: css({ display: 'inline-flex', alignItems: 'baseline', gap: theme.spacing(1) }),
  whole: css({ fontSize: theme.typography.h3.fontSize, fontWeight: theme.typography.fontWeightMedium }),
});
