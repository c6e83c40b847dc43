import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { RestoreTest, RestoreTestPhase } from '@vigie/contract/restore-tests';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';
import { restoreTestPhaseStateText, restoreTestPhaseText } from '../../texts/restoreTestPhase';

interface Part {
  phase: RestoreTestPhase;
  /** Seconds since the first phase began. */
  from: number;
  seconds: number;
}

/** The phases in scale: where the time went. Below, the part that counts as recovery time. */
export function PhaseBar({ test }: { test: RestoreTest }) {
  const styles = useStyles2(getStyles);
  const now = useNow(1000);
  const begin = test.phases.flatMap(({ startedAt }) => startedAt ?? []).sort()[0];
  if (begin === undefined) {
    return null;
  }
  const parts = test.phases.flatMap((phase): Part[] =>
    phase.startedAt === undefined
      ? []
      : [{ phase, from: secondsBetween(begin, phase.startedAt), seconds: secondsBetween(phase.startedAt, phase.endedAt ?? now) }],
  );
  const total = Math.max(...parts.map(({ from, seconds }) => from + seconds), 1);
  const share = (seconds: number) => `${(100 * seconds) / total}%`;
  const restore = parts.find(({ phase }) => phase.name === 'restore');
  return (
    <div className={styles.root} data-testid={testIds.restoreTest.bar}>
      <div className={styles.track}>
        {parts.map(({ phase, from, seconds }) => {
          const words = `${restoreTestPhaseText(phase.name)}: ${formatDuration(seconds)}, ${restoreTestPhaseStateText(phase.state).word}`;
          return (
            <div
              key={phase.name}
              role="img"
              aria-label={words}
              title={words}
              className={cx(styles.part, styles[phase.state])}
              style={{ left: share(from), width: `max(3px, calc(${share(seconds)} - 1px))` }}
            >
              {seconds / total > 0.14 && <span className={styles.label}>{restoreTestPhaseText(phase.name)}</span>}
            </div>
          );
        })}
      </div>
      {restore !== undefined && test.rtaSeconds !== null && (
        <div className={styles.under} aria-hidden>
          <div className={styles.rta} style={{ left: share(restore.from), width: share(test.rtaSeconds) }}>
            {t('test.rta-bar', 'RTA {{rta}}', { rta: formatDuration(test.rtaSeconds) })}
          </div>
        </div>
      )}
      <div className={styles.scale} aria-hidden>
        <span>0</span>
        <span>{formatDuration(total)}</span>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const full = (color: { main: string; contrastText: string }) => css({ background: color.main, color: color.contrastText });
  return {
    root: css({ marginBottom: theme.spacing(3) }),
    track: css({
      position: 'relative',
      height: 28,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
      overflow: 'hidden',
    }),
    part: css({
      position: 'absolute',
      top: 0,
      bottom: 0,
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'center',
      overflow: 'hidden',
    }),
    pending: css({}),
    skipped: css({}),
    running: full(theme.colors.primary),
    passed: full(theme.colors.success),
    failed: full(theme.colors.error),
    inconclusive: full(theme.colors.warning),
    label: css({
      padding: theme.spacing(0, 0.5),
      fontSize: theme.typography.bodySmall.fontSize,
      whiteSpace: 'nowrap',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
    }),
    under: css({ position: 'relative', height: 22, marginTop: theme.spacing(0.5) }),
    rta: css({
      position: 'absolute',
      minWidth: 'max-content',
      borderTop: `2px solid ${theme.colors.text.secondary}`,
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      textAlign: 'center',
    }),
    scale: css({
      display: 'flex',
      justifyContent: 'space-between',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontVariantNumeric: 'tabular-nums',
    }),
  };
};
