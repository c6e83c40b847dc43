import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { RunbookSummary } from '@vigie/contract/runbooks';
import { TextLink, useStyles2 } from '@grafana/ui';
import { RelativeTime } from '../../components/RelativeTime';
import { StateDot } from '../../components/StateDot';
import { formatDuration } from '../../format/duration';
import { t } from '../../i18n/t';
import { executionStateText } from '../../texts/executionState';
import { urls } from '../../urls';

/** When a runbook was last rehearsed, how that ended and how long it took; a link to its report. */
export function LastRehearsal({
  runbook: { lastRehearsal, rtoMinutes },
}: {
  runbook: Pick<RunbookSummary, 'lastRehearsal' | 'rtoMinutes'>;
}) {
  const styles = useStyles2(getStyles);
  if (lastRehearsal === null) {
    return <StateDot tone="waiting" word={t('runbook.never-rehearsed', 'Never')} />;
  }
  const { id, state, endedAt, seconds } = lastRehearsal;
  const slow = state === 'done' && seconds > rtoMinutes * 60;
  return (
    <span className={styles.root}>
      <StateDot tone={executionStateText(state).tone} word={executionStateText(state).word} />
      <TextLink href={urls.execution(id)} inline={false} color="primary">
        <RelativeTime instant={endedAt} />
      </TextLink>
      <span className={slow ? styles.slow : styles.quiet}>
        {slow
          ? t('runbook.took-too-long', 'in {{time}}: over the RTO', { time: formatDuration(seconds) })
          : t('runbook.took', 'in {{time}}', { time: formatDuration(seconds) })}
      </span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ display: 'inline-flex', flexWrap: 'wrap', gap: theme.spacing(0, 1), alignItems: 'baseline' }),
  quiet: css({ color: theme.colors.text.secondary }),
  slow: css({ color: theme.colors.warning.text }),
});
