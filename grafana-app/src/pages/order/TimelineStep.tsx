import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { OrderState, OrderStep } from '@vigie/contract/orders';
import { useStyles2 } from '@grafana/ui';
import { StepMark } from '../../components/StepMark';
import { TechnicalDetails } from '../../components/TechnicalDetails';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { stepNameText } from '../../texts/stepName';
import { stepReasonText } from '../../texts/stepReason';
import { StepMeta } from './StepMeta';

/** One step: its mark on the line, its name, and what there is to say about its time or error. */
export function TimelineStep({ step, orderState }: { step: OrderStep; orderState: OrderState }) {
  const styles = useStyles2(getStyles);
  return (
    <li
      className={styles.step}
      data-testid={testIds.order.step}
      data-step={step.name}
      data-state={step.state}
      aria-current={step.state === 'running' ? 'step' : undefined}
    >
      <StepMark state={step.state} />
      <div className={styles.body}>
        <div className={styles.line}>
          <span className={step.state === 'pending' || step.state === 'skipped' ? styles.quiet : undefined}>{stepNameText(step.name)}</span>
          <StepMeta step={step} orderState={orderState} />
        </div>
        {step.note && (
          <div className={styles.note} data-testid={testIds.order.stepNote}>
            {stepReasonText(step.note)}
          </div>
        )}
        {step.error && (
          <div
            className={cx(styles.error, step.state !== 'failed' && styles.passing)}
            data-testid={testIds.order.stepError}
            role={step.state === 'failed' ? 'alert' : undefined}
          >
            <div>{stepReasonText(step.error)}</div>
            {step.attempts > 1 && (
              <div className={styles.quiet}>{t('timeline.attempts', 'Attempts: {{attempts}}', { attempts: step.attempts })}</div>
            )}
            {step.error.technical !== undefined && <TechnicalDetails text={step.error.technical} />}
          </div>
        )}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  step: css({
    display: 'flex',
    gap: theme.spacing(1.5),
    position: 'relative',
    paddingBottom: theme.spacing(1),
    // The line between two marks.
    '&:not(:last-child)::before': {
      content: '""',
      position: 'absolute',
      left: 9,
      top: 20,
      bottom: 0,
      borderLeft: `2px solid ${theme.colors.border.weak}`,
    },
  }),
  body: css({ flex: 1, minWidth: 0 }),
  line: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: theme.spacing(0, 2) }),
  quiet: css({ color: theme.colors.text.secondary }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  error: css({
    marginTop: theme.spacing(1),
    padding: theme.spacing(1, 1.5),
    background: theme.colors.error.transparent,
    borderLeft: `2px solid ${theme.colors.error.main}`,
    borderRadius: theme.shape.radius.default,
  }),
  // It is tried again by itself: nothing is lost yet.
  passing: css({ background: theme.colors.warning.transparent, borderLeftColor: theme.colors.warning.main }),
});
