import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Order } from '@vigie/contract/orders';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';

/** How far the order is, as a bar and in words. */
export function OrderProgress({ order }: { order: Order }) {
  const styles = useStyles2(getStyles);
  const now = useNow(1000);
  const total = order.steps.length;
  const ended = order.steps.filter(({ state }) => state === 'done' || state === 'skipped').length;
  const elapsed = formatDuration(secondsBetween(order.decidedAt ?? order.createdAt, order.endedAt ?? now));
  const words: Record<Order['state'], () => string> = {
    'awaiting-approval': () => t('progress.awaiting', 'The deployment starts when the payment is validated.'),
    'awaiting-network-choice': () => t('progress.network', 'The deployment continues when the network is chosen.'),
    deploying: () => t('progress.deploying', '{{ended}} of {{total}} steps, {{elapsed}} since the approval', { ended, total, elapsed }),
    failed: () => t('progress.failed', 'Stopped after {{ended}} of {{total}} steps. What was done is kept.', { ended, total }),
    done: () => t('progress.done', 'Delivered {{elapsed}} after the approval', { elapsed }),
    rejected: () => t('progress.rejected', 'Nothing was created.'),
    cancelled: () => t('progress.cancelled', 'Withdrawn before the approval. Nothing was created.'),
  };
  return (
    <div className={styles.root}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={t('order.progress', 'Progress')}
        aria-valuenow={ended}
        aria-valuemin={0}
        aria-valuemax={total}
      >
        <div
          className={cx(styles.bar, order.state === 'failed' && styles.failed)}
          style={{ width: `${(100 * ended) / Math.max(1, total)}%` }}
        />
      </div>
      <span className={styles.words} data-testid={testIds.order.progress}>
        {words[order.state]()}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ marginBottom: theme.spacing(3), maxWidth: 860 }),
  track: css({ height: 6, borderRadius: theme.shape.radius.pill, background: theme.colors.background.secondary, overflow: 'hidden' }),
  bar: css({
    height: '100%',
    background: theme.colors.success.main,
    [theme.transitions.handleMotion('no-preference')]: { transition: 'width 400ms ease' },
  }),
  failed: css({ background: theme.colors.error.main }),
  words: css({ display: 'block', marginTop: theme.spacing(1), color: theme.colors.text.secondary }),
});
