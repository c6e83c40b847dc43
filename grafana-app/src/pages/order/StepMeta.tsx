import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { OrderState, OrderStep } from '@vigie/contract/orders';
import { Tooltip, useStyles2 } from '@grafana/ui';
import { useNow } from '../../components/useNow';
import { useCan } from '../../data/me';
import { formatAbsolute } from '../../format/time';
import { formatDuration, secondsBetween } from '../../format/duration';
import { t } from '../../i18n/t';
import { stepStateText } from '../../texts/stepState';

/** What a step's time says: how long it took, how long it runs and what is usual, or who must act. */
export function StepMeta({ step, orderState }: { step: OrderStep; orderState: OrderState }) {
  const styles = useStyles2(getStyles);
  const text = useStepText(step, orderState);
  const words = <span className={step.state === 'waiting' ? styles.waiting : styles.meta}>{text}</span>;
  return step.startedAt === undefined ? words : <Tooltip content={formatAbsolute(step.endedAt ?? step.startedAt)}>{words}</Tooltip>;
}

function useStepText(step: OrderStep, orderState: OrderState): string {
  const now = useNow(1000);
  const mayDecide = useCan('order:decide');
  const word = stepStateText(step.state).word;
  const usual = step.usualSeconds === null ? undefined : formatDuration(step.usualSeconds);
  switch (step.state) {
    case 'pending':
      return usual === undefined || orderState !== 'deploying' ? '' : t('timeline.usually', 'usually {{usual}}', { usual });
    case 'running': {
      const elapsed = formatDuration(step.startedAt === undefined ? 0 : secondsBetween(step.startedAt, now));
      return usual === undefined
        ? t('timeline.running', 'Running for {{elapsed}}', { elapsed })
        : t('timeline.running-usual', 'Running for {{elapsed}}, usually {{usual}}', { elapsed, usual });
    }
    case 'waiting':
      if (step.name === 'await-network-choice') {
        return t('timeline.waiting-network', 'Waiting for an answer: by mail or above');
      }
      if (step.name !== 'await-approval') {
        return word;
      }
      return mayDecide
        ? t('timeline.waiting-you', 'Waiting for you: approve when the payment is received, or reject')
        : t('timeline.waiting-provider', 'Waiting for your provider to validate the payment');
    case 'done':
      return step.startedAt === undefined || step.endedAt === undefined
        ? word
        : formatDuration(secondsBetween(step.startedAt, step.endedAt));
    case 'skipped':
      // What an order did not come to before it was cancelled was needed all the same.
      return orderState === 'cancelled' && step.note === undefined ? t('timeline.not-begun', 'Not begun') : word;
    default:
      return word;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  meta: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  waiting: css({ color: theme.colors.warning.text }),
});
