import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Execution } from '@vigie/contract/executions';
import { useStyles2 } from '@grafana/ui';
import { SpokenStatus } from '../../components/SpokenStatus';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { isOpen } from '../../data/executions';
import { formatClock, formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';
import { rtoLevel } from './rtoLevel';

/** The time since the start, against the RTO. The ticking is for the eye; a screen reader is told when a limit is passed. */
export function RtoClock({ execution }: { execution: Execution }) {
  const styles = useStyles2(getStyles);
  const now = useNow(1000);
  const { startedAt, endedAt, rtoSeconds } = execution;
  const elapsed = secondsBetween(startedAt, endedAt ?? now);
  const level = rtoLevel(elapsed, rtoSeconds);
  const over = formatDuration(elapsed - rtoSeconds);
  const left = formatDuration(rtoSeconds - elapsed);
  const exceeded = () => t('clock.over', 'RTO exceeded by {{over}}', { over });
  const remaining = () => t('clock.left', '{{left}} left', { left });
  // What was aborted has kept no objective.
  const kept = () => (execution.state === 'done' ? t('clock.within', 'within the RTO') : t('clock.stopped', 'stopped'));
  const calm = isOpen(execution) ? remaining : kept;
  const words = { good: calm, warning: calm, critical: exceeded };
  const announcement = {
    good: () => '',
    warning: () => t('clock.announce-warning', 'Three quarters of the RTO have passed'),
    critical: () => t('clock.announce-critical', 'The RTO has passed'),
  };
  return (
    <div className={styles.root} data-testid={testIds.execution.clock} data-level={level}>
      <div className={styles.line}>
        <span role="timer" aria-live="off" aria-label={t('clock.label', 'Time since the start')} className={cx(styles.time, styles[level])}>
          {formatClock(elapsed)}
        </span>
        <span className={styles.of}>{t('clock.of', 'of {{rto}} (RTO)', { rto: formatDuration(rtoSeconds) })}</span>
      </div>
      <div className={styles.track} aria-hidden>
        <div
          className={cx(styles.bar, styles[`${level}Bar`])}
          style={{ width: `${Math.min(100, (100 * elapsed) / Math.max(1, rtoSeconds))}%` }}
        />
      </div>
      <div className={styles[level]}>{words[level]()}</div>
      <SpokenStatus text={isOpen(execution) ? announcement[level]() : ''} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ minWidth: 260, fontVariantNumeric: 'tabular-nums' }),
  line: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1) }),
  time: css({ fontSize: 32, lineHeight: 1.1, fontWeight: theme.typography.fontWeightMedium }),
  of: css({ color: theme.colors.text.secondary }),
  track: css({
    height: 6,
    margin: theme.spacing(0.75, 0),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    overflow: 'hidden',
  }),
  bar: css({ height: '100%' }),
  good: css({}),
  warning: css({ color: theme.colors.warning.text }),
  critical: css({ color: theme.colors.error.text, fontWeight: theme.typography.fontWeightMedium }),
  goodBar: css({ background: theme.colors.success.main }),
  warningBar: css({ background: theme.colors.warning.main }),
  criticalBar: css({ background: theme.colors.error.main }),
});
