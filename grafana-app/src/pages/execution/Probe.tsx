import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { ExecutionStep } from '@vigie/contract/executions';
import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { formatAbsolute } from '../../format/time';
import { formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';

interface Props {
  probe: NonNullable<ExecutionStep['probe']>;
  /** Vigie still looks. */
  live: boolean;
}

/** What Vigie saw by itself of the expected state, and when. */
export function Probe({ probe: { reached, doubtful, text, at }, live }: Props) {
  const sure = reached && !doubtful;
  const styles = useStyles2(getStyles);
  const now = useNow(1000);
  return (
    <div className={cx(styles.root, sure && styles.reached)} data-testid={testIds.execution.probe} data-reached={reached}>
      <Icon name={sure ? 'check-circle' : 'eye'} size="lg" className={sure ? styles.good : styles.notYet} aria-hidden />
      <div className={styles.words}>
        <div className={styles.title}>{titleOf(reached, doubtful)}</div>
        <div>{text}</div>
      </div>
      <Tooltip content={formatAbsolute(at)}>
        <time dateTime={at} className={styles.at}>
          {live ? t('probe.seen-ago', 'looked {{ago}} ago', { ago: formatDuration(secondsBetween(at, now)) }) : formatAbsolute(at)}
        </time>
      </Tooltip>
    </div>
  );
}

function titleOf(reached: boolean, doubtful: boolean): string {
  if (!reached) {
    return t('probe.not-yet', 'Vigie does not see it yet');
  }
  return doubtful ? t('probe.fits', 'Nothing speaks against it, but only you can know') : t('probe.reached', 'Vigie sees it');
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5, 1.5),
    padding: theme.spacing(1.25, 1.5),
    marginBottom: theme.spacing(2),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
  }),
  reached: css({ borderColor: theme.colors.success.border }),
  good: css({ color: theme.colors.success.text, marginTop: 2 }),
  notYet: css({ color: theme.colors.text.secondary, marginTop: 2 }),
  words: css({ flex: '1 1 240px', minWidth: 0 }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  at: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, fontVariantNumeric: 'tabular-nums' }),
});
