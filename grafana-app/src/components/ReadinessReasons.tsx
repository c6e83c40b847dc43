import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Readiness } from '@vigie/contract/readiness';
import { useStyles2 } from '@grafana/ui';
import { t } from '../i18n/t';
import { readinessReasonText } from '../texts/readinessReason';
import type { Level } from './level';

interface Props {
  reasons: Readiness['reasons'];
  /** Of each reason, beside data-code and data-points. */
  'data-testid': string;
}

/** What is missing for a recovery, and how many points each would bring. */
export function ReadinessReasons({ reasons, ...hooks }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason, index) => (
        <li key={index} className={styles.reason} data-code={reason.code} data-points={reason.points} {...hooks}>
          <span className={styles.points} title={t('readiness.points', 'Points gained when this is mended')}>
            +{reason.points}
          </span>
          <span>{readinessReasonText(reason)}</span>
        </li>
      ))}
    </ul>
  );
}

/** How a score reads at a glance. */
export const readinessLevel = (score: number): Level => (score >= 90 ? 'good' : score >= 60 ? 'fair' : 'poor');

const getStyles = (theme: GrafanaTheme2) => ({
  reasons: css({ listStyle: 'none', margin: 0, padding: 0, flex: '1 1 400px' }),
  reason: css({
    display: 'grid',
    gridTemplateColumns: '48px 1fr',
    padding: theme.spacing(0.75, 0),
    '&:not(:last-child)': { borderBottom: `1px solid ${theme.colors.border.weak}` },
  }),
  points: css({ fontWeight: theme.typography.fontWeightMedium, fontVariantNumeric: 'tabular-nums' }),
});
