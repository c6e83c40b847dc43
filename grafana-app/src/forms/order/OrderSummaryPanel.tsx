import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Quote } from '@vigie/contract/quotes';
import { Button, useStyles2 } from '@grafana/ui';
import { PriceLines } from '../../components/PriceLines';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { testIds } from '../../components/testIds';
import { formatDuration } from '../../format/duration';
import { t } from '../../i18n/t';
import { QuotaBars } from './QuotaBars';

interface Props {
  quote: Quote | undefined;
  quoteError: unknown;
  /** The price is of an earlier choice; the next is on its way. */
  stale: boolean;
  /** Quota can be told. */
  hasTenant: boolean;
  pending: boolean;
  error: unknown;
}

/** What it costs, what is left of the quota, when it is there, and the button. Stays in sight while one scrolls. */
export function OrderSummaryPanel({ quote, quoteError, stale, hasTenant, pending, error }: Props) {
  const styles = useStyles2(getStyles);
  const overQuota = (quote?.quota ?? []).some(({ after, limit }) => limit !== null && after > limit);
  const overLimit = (quote?.limits ?? []).some(({ after, most }) => after > most);
  const over = overQuota || overLimit;
  return (
    <aside className={styles.root} aria-label={t('summary.title', 'Summary')}>
      <h2 className={styles.title}>{t('summary.title', 'Summary')}</h2>
      {quoteError != null && <ProblemAlert error={quoteError} />}
      {quote === undefined && quoteError == null && <Skeleton rows={4} height={20} />}
      {quote !== undefined && (
        <div className={stale ? styles.stale : undefined} aria-live="polite" aria-busy={stale}>
          <PriceLines price={quote.price} />
          {quote.quota.length + quote.limits.length > 0 && <QuotaBars quota={quote.quota} limits={quote.limits} />}
          {!hasTenant && <p className={styles.note}>{t('summary.no-tenant', 'Name the tenant to see the quota.')}</p>}
          <p className={styles.note} data-testid={testIds.orderForm.delivery}>
            {quote.usualDeliverySeconds === null
              ? t('summary.delivery-promise', 'Delivered within 10 minutes of the approval.')
              : t('summary.delivery-usual', 'Usually delivered {{usual}} after the approval.', {
                  usual: formatDuration(quote.usualDeliverySeconds),
                })}
          </p>
        </div>
      )}
      {error != null && <ProblemAlert error={error} data-testid={testIds.orderForm.error} />}
      <Button
        type="submit"
        size="lg"
        className={styles.submit}
        icon={pending ? 'spinner' : undefined}
        disabled={pending || over}
        aria-describedby={over ? 'order-blocked' : undefined}
        data-testid={testIds.orderForm.submit}
      >
        {t('summary.order', 'Place order')}
      </Button>
      {over ? (
        <p id="order-blocked" role="alert" className={styles.blocked} data-testid={testIds.orderForm.blocked}>
          {overQuota
            ? t('summary.blocked', 'The quota does not allow this order. Reduce what exceeds it, or ask for a higher quota.')
            : t('summary.blocked-limit', 'There are only so many machines of this offer. Order fewer, or choose another offer.')}
        </p>
      ) : (
        <p className={styles.note}>{t('summary.next', 'Nothing is created before the payment is validated.')}</p>
      )}
    </aside>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({
    position: 'sticky',
    top: theme.spacing(12),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(2),
    [theme.breakpoints.down('lg')]: { position: 'static' },
  }),
  title: css({ fontSize: theme.typography.h4.fontSize, marginBottom: theme.spacing(2) }),
  stale: css({ opacity: 0.6 }),
  submit: css({ width: '100%', justifyContent: 'center' }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, margin: theme.spacing(1.5, 0) }),
  blocked: css({ color: theme.colors.error.text, fontSize: theme.typography.bodySmall.fontSize, margin: theme.spacing(1.5, 0) }),
});
