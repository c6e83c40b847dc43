import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Execution, ExecutionStep } from '@vigie/contract/executions';
import { Button, useStyles2 } from '@grafana/ui';
import { ReasonBox } from '../../components/ReasonBox';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { isOpen } from '../../data/executions';
import { useCan } from '../../data/me';
import { formatDuration } from '../../format/duration';
import { t } from '../../i18n/t';
import { executionStepStateText } from '../../texts/executionStepState';
import { StepTags } from '../runbook/StepTags';
import { Confirmations } from './Confirmations';
import { Probe } from './Probe';
import { StepActs } from './StepActs';
import { StepLines } from './StepLines';
import { StepOutcome } from './StepOutcome';

interface Props {
  execution: Execution;
  step: ExecutionStep;
  /** Back to the step where the execution is, when another is shown. */
  onBack: (() => void) | undefined;
}

/** One step in full: what to do, what Vigie sees, who must act. */
export function CurrentStep({ execution, step, onBack }: Props) {
  const styles = useStyles2(getStyles);
  const mayAct = useCan('runbook:execute') && isOpen(execution);
  const number = execution.steps.indexOf(step) + 1;
  return (
    <section
      className={styles.panel}
      aria-label={t('execution.shown-step', 'Step {{number}}', { number })}
      data-testid={testIds.execution.current}
      data-step={step.id}
      data-state={step.state}
    >
      <div className={styles.head}>
        <span className={styles.quiet}>
          {t('execution.step-of', 'Step {{number}} of {{total}}', { number, total: execution.steps.length })}
        </span>
        <StateDot {...executionStepStateText(step.state)} />
        {onBack && (
          <Button size="sm" variant="secondary" icon="arrow-left" onClick={onBack}>
            {t('execution.back-to-current', 'Back to the current step')}
          </Button>
        )}
      </div>
      <h2 className={styles.title}>
        {step.title} <StepTags step={step} />
      </h2>
      {execution.mode === 'rehearsal' && step.kind === 'manual' && (
        <p className={styles.rehearsal}>{t('execution.go-through', 'Rehearsal: go through it in words, without touching production.')}</p>
      )}
      <p className={styles.instruction}>{step.instruction}</p>
      <StepLines lines={step.lines} />
      <dl className={styles.facts}>
        <dt>{t('runbook.expected', 'Done when')}</dt>
        <dd>{step.expected}</dd>
        <dt>{t('runbook.limit', 'At most')}</dt>
        <dd>{formatDuration(step.timeoutMinutes * 60)}</dd>
      </dl>
      {step.probe && <Probe probe={step.probe} live={isOpen(execution) && step.endedAt === undefined} />}
      {step.error && (
        <div className={styles.error}>
          <ReasonBox reason={step.error} passing={step.state !== 'failed'} data-testid={testIds.execution.stepError} />
        </div>
      )}
      {step.neededConfirmations > 0 && step.state !== 'skipped' && <Confirmations step={step} />}
      <StepOutcome step={step} />
      {mayAct && <StepActs key={step.id} execution={execution} step={step} />}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(2.5, 3),
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 2), marginBottom: theme.spacing(1) }),
  quiet: css({ color: theme.colors.text.secondary }),
  rehearsal: css({ color: theme.colors.info.text, fontWeight: theme.typography.fontWeightMedium, margin: theme.spacing(0, 0, 1) }),
  error: css({ marginBottom: theme.spacing(2) }),
  title: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    fontSize: theme.typography.h3.fontSize,
    marginBottom: theme.spacing(1.5),
  }),
  instruction: css({
    fontSize: theme.typography.h5.fontSize,
    lineHeight: 1.5,
    whiteSpace: 'pre-line',
    margin: theme.spacing(0, 0, 2),
    maxWidth: 900,
  }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(0, 0, 2),
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0 },
  }),
});
