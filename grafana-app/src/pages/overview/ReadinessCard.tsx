import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Readiness } from '@vigie/contract/readiness';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { levelColor } from '../../components/level';
import { readinessLevel, ReadinessReasons } from '../../components/ReadinessReasons';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { Card } from './Card';

/** How ready a recovery is, and what would raise it. */
export function ReadinessCard({ readiness: { score, reasons } }: { readiness: Readiness }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <div className={styles.card}>
      <Card
        title={t('overview.readiness', 'Ready for a recovery (PRA)')}
        link={{ url: urls.pra, text: t('overview.see-pra', 'See the runbooks') }}
        hooks={{ 'data-testid': testIds.overview.readiness, 'data-score': score }}
      >
        <div className={styles.body}>
          <div className={styles.score} style={{ color: levelColor(theme, readinessLevel(score)) }}>
            {score}
            <span className={styles.of}> / 100</span>
          </div>
          {reasons.length === 0 ? (
            <p className={styles.none}>{t('overview.readiness-full', 'Nothing is missing.')}</p>
          ) : (
            <ReadinessReasons reasons={reasons} data-testid={testIds.overview.readinessReason} />
          )}
        </div>
      </Card>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({ marginTop: theme.spacing(2) }),
  body: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 4), alignItems: 'flex-start' }),
  score: css({
    fontSize: theme.typography.h1.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
    lineHeight: 1.2,
  }),
  of: css({ color: theme.colors.text.secondary, fontSize: theme.typography.h5.fontSize }),
  none: css({ margin: 0, color: theme.colors.text.secondary, alignSelf: 'center' }),
});
