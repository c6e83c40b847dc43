import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Execution, ExecutionStep } from '@vigie/contract/executions';
import { Icon, useStyles2 } from '@grafana/ui';
import { Panel } from '../../components/Panel';
import { StepMark } from '../../components/StepMark';
import { testIds } from '../../components/testIds';
import { useNow } from '../../components/useNow';
import { formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';
import { executionStepStateText } from '../../texts/executionStepState';
import { currentStep } from './currentStep';

interface Props {
  execution: Execution;
  shown: string | undefined;
  onShow: (step: string) => void;
}

/** All steps from top to bottom; each opens at the right. */
export function StepList({ execution, shown, onShow }: Props) {
  const styles = useStyles2(getStyles);
  const current = currentStep(execution);
  return (
    <Panel title={t('runbook.steps', 'Steps')}>
      <ol className={styles.list}>
        {execution.steps.map((step, index) => (
          <li key={step.id} aria-current={step === current ? 'step' : undefined}>
            <button
              type="button"
              className={cx(styles.step, step.id === shown && styles.shown)}
              aria-pressed={step.id === shown}
              onClick={() => onShow(step.id)}
              data-testid={testIds.execution.step}
              data-step={step.id}
              data-state={step.state}
            >
              <StepMark state={step.state === 'awaiting-confirmation' ? 'waiting' : step.state} />
              <span className={styles.body}>
                <span className={step.state === 'pending' || step.state === 'skipped' ? styles.quiet : undefined}>
                  {index + 1}. {step.title}{' '}
                  {step.destructive && (
                    <Icon
                      name="exclamation-triangle"
                      size="sm"
                      className={styles.destructive}
                      title={t('step-list.destructive', 'destructive')}
                    />
                  )}
                </span>
                <StepTime step={step} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** How long it took or has been going on, or its state. */
function StepTime({ step }: { step: ExecutionStep }) {
  const styles = useStyles2(getStyles);
  const now = useNow(1000);
  const { startedAt, endedAt, state } = step;
  const { word } = executionStepStateText(state);
  if (state === 'pending') {
    return null;
  }
  const time = startedAt === undefined ? undefined : formatDuration(secondsBetween(startedAt, endedAt ?? now));
  const waiting = state === 'waiting' || state === 'awaiting-confirmation';
  return (
    <span className={cx(styles.time, waiting && styles.waiting, state === 'failed' && styles.failed)}>
      {state === 'done' && time !== undefined ? time : [word, ...(time === undefined || state === 'skipped' ? [] : [time])].join(', ')}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(0, -1), padding: 0 }),
  step: css({
    display: 'flex',
    gap: theme.spacing(1.5),
    width: '100%',
    padding: theme.spacing(1),
    textAlign: 'left',
    background: 'none',
    border: 'none',
    borderRadius: theme.shape.radius.default,
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 },
  }),
  shown: css({ '&, &:hover': { background: theme.colors.background.secondary, boxShadow: `inset 3px 0 0 ${theme.colors.primary.main}` } }),
  body: css({ display: 'flex', flexDirection: 'column', minWidth: 0 }),
  quiet: css({ color: theme.colors.text.secondary }),
  destructive: css({ color: theme.colors.error.text, verticalAlign: 'text-bottom' }),
  time: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, fontVariantNumeric: 'tabular-nums' }),
  waiting: css({ color: theme.colors.warning.text }),
  failed: css({ color: theme.colors.error.text }),
});
