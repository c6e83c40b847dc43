import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { ProblemAlert } from '../../components/ProblemAlert';
import { testIds } from '../../components/testIds';
import { useQuote } from '../../data/quotes';
import { formatMoney } from '../../format/money';
import { t } from '../../i18n/t';

interface Props {
  offer: string;
  before: Record<string, string>;
  after: Record<string, string>;
}

/** The price per month as it is and as it will be. */
export function ResizePrice({ offer, before, after }: Props) {
  const styles = useStyles2(getStyles);
  const old = useQuote({ offer, options: before, quantity: 1 });
  const next = useQuote({ offer, options: after, quantity: 1 });
  const error = old.error ?? next.error;
  if (error !== null) {
    return <ProblemAlert error={error} onRetry={() => void Promise.all([old.refetch(), next.refetch()])} />;
  }
  if (old.data === undefined || next.data === undefined) {
    return <div className={styles.root} aria-busy />;
  }
  const { currency, total } = next.data.price;
  const difference = total - old.data.price.total;
  return (
    <div className={styles.root} data-testid={testIds.vmLife.resizePrice} aria-live="polite">
      <span className={styles.label}>{t('summary.per-month', 'Per month, without tax')}</span>
      <span className={styles.amounts}>
        {difference !== 0 && (
          <>
            <span className={styles.old}>{formatMoney(old.data.price.total, currency)}</span>
            <Icon name="arrow-right" size="sm" />
          </>
        )}
        <strong className={styles.next}>{formatMoney(total, currency)}</strong>
        {difference !== 0 && <span className={styles.label}>({formatMoney(difference, currency, true)})</span>}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: theme.spacing(1, 2),
    minHeight: 48,
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.colors.border.medium}`,
    fontVariantNumeric: 'tabular-nums',
  }),
  label: css({ color: theme.colors.text.secondary }),
  amounts: css({ display: 'inline-flex', alignItems: 'baseline', gap: theme.spacing(1) }),
  old: css({ color: theme.colors.text.secondary, textDecoration: 'line-through' }),
  next: css({ fontSize: theme.typography.h3.fontSize, fontWeight: theme.typography.fontWeightMedium }),
});
