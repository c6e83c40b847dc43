import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Order } from '@vigie/contract/orders';
import { useStyles2 } from '@grafana/ui';
import { ProgressBar } from '../../components/ProgressBar';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';

const tones: Partial<Record<Order['state'], 'error' | 'warning'>> = { failed: 'error', cancelling: 'warning' };

/** How far the order is, as a bar and in words. */
export function OrderProgress({ order }: { order: Order }) {
  const styles = useStyles2(getStyles);
  const now = useNow(1000);
  const total = order.steps.length;
  const left = order.steps.filter(({ state }) => state === 'done' || state === 'undoing' || state === 'failed').length;
  const wasBuilt = order.steps.some(({ state }) => state === 'undone');
  const ended = order.steps.filter(({ state }) => state === 'done' || state === 'skipped').length;
  const elapsed = formatDuration(secondsBetween(order.decidedAt ?? order.createdAt, order.endedAt ?? now));
  const words: Record<Order['state'], () => string> = {
    'awaiting-approval': () => t('progress.awaiting', 'The deployment starts when the payment is validated.'),
    'awaiting-network-choice': () => t('progress.network', 'The deployment continues when the network is chosen.'),
    deploying: () => t('progress.deploying', '{{ended}} of {{total}} steps, {{elapsed}} since the approval', { ended, total, elapsed }),
    cancelling: () => t('progress.cancelling', 'What was built is taken back. Steps left: {{left}}', { left }),
    failed: () => t('progress.failed', 'Stopped after {{ended}} of {{total}} steps. What was done is kept.', { ended, total }),
    done: () => t('progress.done', 'Delivered {{elapsed}} after the approval', { elapsed }),
    rejected: () => t('progress.rejected', 'Nothing was created.'),
    cancelled: () =>
      wasBuilt
        ? t('progress.taken-back', 'Cancelled. What was built was taken back.')
        : t('progress.cancelled', 'Withdrawn before the approval. Nothing was created.'),
  };
  return (
    <div className={styles.root}>
      {/* An order that came to nothing is no part of the way. */}
      {order.state !== 'cancelled' && order.state !== 'rejected' && (
        <ProgressBar
          label={t('order.progress', 'Progress')}
          value={order.state === 'cancelling' ? left : ended}
          max={total}
          tone={tones[order.state] ?? 'success'}
        />
      )}
      <span className={styles.words} data-testid={testIds.order.progress}>
        {words[order.state]()}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ marginBottom: theme.spacing(3), maxWidth: 860 }),
  words: css({ display: 'block', marginTop: theme.spacing(1), color: theme.colors.text.secondary }),
});
