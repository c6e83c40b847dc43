import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Execution } from '@vigie/contract/executions';
import { Icon, LinkButton, useStyles2 } from '@grafana/ui';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { useOpenExecutions } from '../../data/executions';
import { useCan } from '../../data/me';
import { formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';
import { executionModeText } from '../../texts/executionMode';
import { executionStateText } from '../../texts/executionState';
import { urls } from '../../urls';
import { currentStep } from '../execution/currentStep';
import { parameterText } from './parameterText';

/** Somebody recovers now: first on the page, real ones before rehearsals. */
export function OpenExecutions({ ids }: { ids: string[] }) {
  const styles = useStyles2(getStyles);
  const open = useOpenExecutions(ids);
  if (open.length === 0) {
    return null;
  }
  const sorted = [...open].sort((a, b) => Number(b.mode === 'real') - Number(a.mode === 'real') || a.startedAt.localeCompare(b.startedAt));
  return (
    <section className={styles.root} aria-label={t('pra.now', 'Going on now')}>
      <h2 className={styles.heading}>{t('pra.now', 'Going on now')}</h2>
      {sorted.map((execution) => (
        <OpenExecution key={execution.id} execution={execution} />
      ))}
    </section>
  );
}

function OpenExecution({ execution }: { execution: Execution }) {
  const styles = useStyles2(getStyles);
  const now = useNow(1000);
  const mayAct = useCan('runbook:execute');
  const step = currentStep(execution);
  const real = execution.mode === 'real';
  const elapsed = secondsBetween(execution.startedAt, now);
  const over = elapsed > execution.rtoSeconds;
  return (
    <div
      className={cx(styles.item, real && styles.real)}
      data-testid={testIds.pra.openExecution}
      data-id={execution.id}
      data-mode={execution.mode}
      data-state={execution.state}
    >
      <div className={styles.what}>
        <div className={styles.title}>
          <span className={cx(styles.mode, real && styles.modeReal)}>{executionModeText(execution.mode)}</span>
          {execution.title}
          {execution.parameters.length > 0 && <span className={styles.quiet}>{parameterText(execution.parameters)}</span>}
        </div>
        <div className={styles.facts}>
          <StateDot {...executionStateText(execution.state)} />
          {step && (
            <span>
              {t('pra.at-step', 'Step {{number}} of {{total}}: {{title}}', {
                number: execution.steps.indexOf(step) + 1,
                total: execution.steps.length,
                title: step.title,
              })}
            </span>
          )}
          <span className={over ? styles.over : styles.quiet}>
            {over && <Icon name="exclamation-triangle" aria-hidden />}{' '}
            {t('pra.elapsed', '{{elapsed}} of {{rto}}', { elapsed: formatDuration(elapsed), rto: formatDuration(execution.rtoSeconds) })}
          </span>
          <span className={styles.quiet}>{t('pra.started-by', 'started by {{who}}', { who: execution.startedBy })}</span>
        </div>
      </div>
      <LinkButton href={urls.execution(execution.id)} variant={real ? 'primary' : 'secondary'} icon={mayAct ? 'play' : 'eye'}>
        {mayAct ? t('pra.join', 'Go there') : t('pra.watch', 'Watch')}
      </LinkButton>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ marginBottom: theme.spacing(3) }),
  heading: css({ fontSize: theme.typography.h4.fontSize, marginBottom: theme.spacing(1.5) }),
  item: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1.5, 3),
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(1),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.info.border}`,
    borderLeftWidth: 4,
    background: theme.colors.info.transparent,
  }),
  real: css({ borderColor: theme.colors.error.border, background: theme.colors.error.transparent }),
  what: css({ flex: '1 1 320px', minWidth: 0 }),
  title: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    fontWeight: theme.typography.fontWeightMedium,
    marginBottom: theme.spacing(0.5),
  }),
  mode: css({
    padding: theme.spacing(0, 1),
    borderRadius: theme.shape.radius.pill,
    fontSize: theme.typography.bodySmall.fontSize,
    border: `1px solid ${theme.colors.info.border}`,
    color: theme.colors.info.text,
  }),
  modeReal: css({ background: theme.colors.error.main, borderColor: theme.colors.error.main, color: theme.colors.error.contrastText }),
  facts: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2), fontVariantNumeric: 'tabular-nums' }),
  quiet: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  over: css({ fontWeight: theme.typography.fontWeightBold }),
});
