import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { RestoreTestPhase } from '@vigie/contract/restore-tests';
import { useStyles2 } from '@grafana/ui';
import { ReasonBox } from '../../components/ReasonBox';
import type { MarkState } from '../../components/StepMark';
import { TimelineItem } from '../../components/TimelineItem';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { formatDuration, secondsBetween } from '../../format/duration';
import { restoreTestPhaseStateText, restoreTestPhaseText } from '../../texts/restoreTestPhase';

const marks: Record<RestoreTestPhase['state'], MarkState> = {
  pending: 'pending',
  running: 'running',
  passed: 'done',
  failed: 'failed',
  inconclusive: 'waiting',
  skipped: 'skipped',
};

/** The phases one below the other, each with its time and what went wrong. */
export function PhaseTimeline({ phases }: { phases: RestoreTestPhase[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ol className={styles.list}>
      {phases.map((phase) => (
        <TimelineItem
          key={phase.name}
          mark={marks[phase.state]}
          title={restoreTestPhaseText(phase.name)}
          aside={<PhaseTime phase={phase} />}
          hooks={{ 'data-testid': testIds.restoreTest.phase, 'data-phase': phase.name, 'data-state': phase.state }}
        >
          {/* That an earlier phase failed is said once, where it failed. */}
          {phase.reason && phase.reason.code !== 'earlier-phase-failed' && (
            <ReasonBox reason={phase.reason} passing={phase.state !== 'failed'} data-testid={testIds.restoreTest.phaseReason} />
          )}
        </TimelineItem>
      ))}
    </ol>
  );
}

function PhaseTime({ phase: { state, startedAt, endedAt } }: { phase: RestoreTestPhase }) {
  const styles = useStyles2(getStyles);
  const now = useNow(1000);
  const word = restoreTestPhaseStateText(state).word;
  if (state === 'pending') {
    return null;
  }
  const time = startedAt === undefined ? null : formatDuration(secondsBetween(startedAt, endedAt ?? now));
  return <span className={styles.time}>{time === null ? word : state === 'passed' ? time : `${word}, ${time}`}</span>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, maxWidth: 860 }),
  time: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
