import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Overview } from '@vigie/contract/overview';
import { Icon, useStyles2 } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { useCan } from '../../data/me';
import { t } from '../../i18n/t';
import { urls } from '../../urls';

type Counts = Overview['waiting'];

/** What waits for the reader: each a number that is a link. Nothing is said too. */
export function Waiting({ waiting }: { waiting: Counts }) {
  const styles = useStyles2(getStyles);
  const mayDecide = useCan('order:decide');
  const mayRetry = useCan('order:retry');
  const entries: Array<{ kind: keyof Counts; words: string; url: string; bad: boolean }> = [
    {
      kind: 'ordersToApprove',
      words: mayDecide ? t('waiting.approve', 'Orders to approve') : t('waiting.approval', 'Orders waiting for approval'),
      url: `${urls.orders}?state=awaiting-approval`,
      bad: false,
    },
    {
      kind: 'networksToChoose',
      words: t('waiting.network', 'Orders waiting for the choice of a network'),
      url: `${urls.orders}?state=awaiting-network-choice`,
      bad: false,
    },
    {
      kind: 'failedOrders',
      words: mayRetry ? t('waiting.retry', 'Failed deployments to retry') : t('waiting.failed', 'Failed deployments'),
      url: `${urls.orders}?state=failed`,
      bad: true,
    },
    { kind: 'runbookSteps', words: t('waiting.steps', 'Recovery steps to confirm'), url: urls.pra, bad: false },
  ];
  const open = entries.filter(({ kind }) => waiting[kind] > 0);
  if (open.length === 0) {
    return (
      <div className={styles.clear} data-testid={testIds.overview.allClear}>
        <Icon name="check-circle" size="xl" className={styles.check} />
        <span>
          <strong>{t('waiting.clear', 'All clear')}</strong>
          <span className={styles.words}>{t('waiting.clear-hint', 'Nothing waits for you.')}</span>
        </span>
      </div>
    );
  }
  return (
    <div className={styles.row}>
      {open.map(({ kind, words, url, bad }) => (
        <a
          key={kind}
          href={url}
          className={cx(styles.card, bad && styles.bad)}
          data-testid={testIds.overview.waiting}
          data-kind={kind}
          data-count={waiting[kind]}
        >
          <span className={styles.number}>{waiting[kind]}</span>
          <span className={styles.words}>{words}</span>
          <Icon name="angle-right" size="lg" />
        </a>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const box = css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5, 2),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  });
  return {
    row: css({
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 270px), 1fr))',
      gap: theme.spacing(2),
    }),
    card: css([
      box,
      {
        borderLeft: `3px solid ${theme.colors.warning.main}`,
        '&:hover': { background: theme.colors.emphasize(theme.colors.background.primary, 0.03) },
        '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 2 },
      },
    ]),
    bad: css({ borderLeftColor: theme.colors.error.main }),
    clear: css([box, { borderLeft: `3px solid ${theme.colors.success.main}` }]),
    check: css({ color: theme.colors.success.text }),
    number: css({
      fontSize: theme.typography.h2.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
      fontVariantNumeric: 'tabular-nums',
    }),
    words: css({ flex: 1, color: theme.colors.text.secondary, 'strong + &': { marginLeft: theme.spacing(1) } }),
  };
};
