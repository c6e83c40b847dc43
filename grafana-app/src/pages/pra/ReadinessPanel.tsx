import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Readiness } from '@vigie/contract/readiness';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { levelColor, levelTone } from '../../components/level';
import { Panel } from '../../components/Panel';
import { ProgressBar } from '../../components/ProgressBar';
import { readinessLevel, ReadinessReasons } from '../../components/ReadinessReasons';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';

/** Readiness as a number, with what is missing for 100 and what each would bring. */
export function ReadinessPanel({ readiness: { score, reasons } }: { readiness: Readiness }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const level = readinessLevel(score);
  const words = {
    good: () => t('readiness.good', 'Ready'),
    fair: () => t('readiness.fair', 'Ready with gaps'),
    poor: () => t('readiness.poor', 'Not ready'),
  };
  return (
    <Panel title={t('readiness.title', 'Are we ready?')}>
      <div className={styles.root} data-testid={testIds.pra.readiness} data-score={score}>
        <div className={styles.score}>
          <div>
            <span className={styles.number} style={{ color: levelColor(theme, level) }}>
              {score}
            </span>
            <span className={styles.of}> / 100</span>
          </div>
          <div className={styles.bar}>
            <ProgressBar role="meter" label={t('readiness.title', 'Are we ready?')} value={score} max={100} tone={levelTone(level)} />
          </div>
          <div className={styles.word}>{words[level]()}</div>
        </div>
        {reasons.length === 0 ? (
          <p className={styles.nothing}>
            {t('readiness.nothing', 'Nothing is missing: backups are proven, runbooks rehearsed, and there is room to recover.')}
          </p>
        ) : (
          <div className={styles.missing}>
            <h3 className={styles.heading}>{t('readiness.missing', 'What would raise it')}</h3>
            <ReadinessReasons reasons={reasons} data-testid={testIds.pra.readinessReason} />
          </div>
        )}
      </div>
    </Panel>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2, 5), alignItems: 'flex-start' }),
  score: css({ flex: '0 0 180px' }),
  number: css({ fontSize: 48, lineHeight: 1.1, fontWeight: theme.typography.fontWeightMedium, fontVariantNumeric: 'tabular-nums' }),
  of: css({ color: theme.colors.text.secondary, fontSize: theme.typography.h5.fontSize }),
  bar: css({ margin: theme.spacing(0.5, 0, 1) }),
  word: css({ fontWeight: theme.typography.fontWeightMedium }),
  missing: css({ flex: '1 1 420px', minWidth: 0 }),
  nothing: css({ flex: '1 1 320px', margin: 0, color: theme.colors.text.secondary, alignSelf: 'center' }),
  heading: css({ fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary, margin: theme.spacing(0, 0, 1) }),
});
