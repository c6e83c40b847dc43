import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { OrderState, OrderStep } from '@vigie/contract/orders';
import { useStyles2 } from '@grafana/ui';
import { ReasonBox } from '../../components/ReasonBox';
import { TimelineItem } from '../../components/TimelineItem';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';
import { stepNameText } from '../../texts/stepName';
import { stepReasonText } from '../../texts/stepReason';
import { StepMeta } from './StepMeta';

/** One step of an order, with its note or its error. */
export function TimelineStep({ step, orderState }: { step: OrderStep; orderState: OrderState }) {
  const styles = useStyles2(getStyles);
  return (
    <TimelineItem
      mark={step.state}
      title={stepNameText(step.name)}
      aside={<StepMeta step={step} orderState={orderState} />}
      hooks={{ 'data-testid': testIds.order.step, 'data-step': step.name, 'data-state': step.state }}
    >
      {step.note && (
        <div className={styles.note} data-testid={testIds.order.stepNote}>
          {stepReasonText(step.note)}
        </div>
      )}
      {step.error && (
        <ReasonBox reason={step.error} passing={step.state !== 'failed'} data-testid={testIds.order.stepError}>
          {step.attempts > 1 && (
            <div className={styles.quiet}>{t('timeline.attempts', 'Attempts: {{attempts}}', { attempts: step.attempts })}</div>
          )}
        </ReasonBox>
      )}
    </TimelineItem>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  quiet: css({ color: theme.colors.text.secondary }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
