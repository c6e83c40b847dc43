import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { dayStateText } from './dayStateText';
import { DayMark } from './DayMark';
import type { DayState } from './dayStates';

const shown: DayState[] = ['proven', 'verified', 'ok', 'expired', 'late', 'failed', 'none'];

/** What the marks of the days mean. */
export function DayLegend() {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.legend}>
      {shown.map((state) => (
        <li key={state} className={styles.entry}>
          <DayMark state={state} />
          {dayStateText(state)}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  legend: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    listStyle: 'none',
    padding: 0,
    margin: theme.spacing(0, 0, 2),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  entry: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
});
