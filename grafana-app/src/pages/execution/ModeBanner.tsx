import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Execution } from '@vigie/contract/executions';
import { Icon, useStyles2 } from '@grafana/ui';
import { RelativeTime } from '../../components/RelativeTime';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';

/** Rehearsal or real: nobody may take one for the other. */
export function ModeBanner({ execution }: { execution: Execution }) {
  const styles = useStyles2(getStyles);
  const real = execution.mode === 'real';
  return (
    <div
      className={cx(styles.banner, real ? styles.real : styles.rehearsal)}
      data-testid={testIds.execution.banner}
      data-mode={execution.mode}
    >
      <Icon name={real ? 'exclamation-triangle' : 'presentation-play'} size="xl" aria-hidden />
      <div className={styles.words}>
        <div className={styles.mode}>
          {real ? t('execution.real', 'For real') : t('execution.rehearsal', 'Rehearsal')}
          <span className={styles.meaning}>
            {real
              ? t('execution.real-hint', 'steps act on production')
              : t('execution.rehearsal-hint', 'an exercise: Vigie changes nothing in production')}
          </span>
        </div>
        <div>
          {t('execution.started-by', 'Started by {{who}}', { who: execution.startedBy })}, <RelativeTime instant={execution.startedAt} />
          {' · '}
          {t('execution.why', '“{{reason}}”', { reason: execution.reason })}
        </div>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  banner: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(2),
    borderRadius: theme.shape.radius.default,
  }),
  // Solid red against blue hatching: they differ in more than colour.
  real: css({ background: theme.colors.error.main, color: theme.colors.error.contrastText }),
  rehearsal: css({
    border: `2px dashed ${theme.colors.info.border}`,
    background: `repeating-linear-gradient(-45deg, transparent 0 12px, ${theme.colors.info.transparent} 12px 24px)`,
  }),
  words: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  mode: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
    fontSize: theme.typography.h4.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    textTransform: 'uppercase',
    letterSpacing: '0.04em',
  }),
  meaning: css({
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
    textTransform: 'none',
    letterSpacing: 0,
  }),
});
