import React from 'react';
import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import type { Order } from '@vigie/contract/orders';
import { Button } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { toastSuccess } from '../../components/toast';
import { useRetryOrder } from '../../data/orders';
import { toProblemError } from '../../data/problem';
import { t } from '../../i18n/t';
import { problemHint } from '../../texts/problemHint';
import { problemTitle } from '../../texts/problemTitle';
import { stepNameText } from '../../texts/stepName';

/** Continues a failed order. No question before: every step looks first at what is already there. */
export function RetryButton({ order }: { order: Order }) {
  const retry = useRetryOrder(order.id);
  const failed = order.steps.find(({ state }) => state === 'failed');
  const start = () =>
    retry.mutate(undefined, {
      onSuccess: () => toastSuccess(t('order.retried', 'The deployment of {{name}} continues', { name: order.name })),
      onError: (error) => {
        const problem = toProblemError(error);
        getAppEvents().publish({ type: AppEvents.alertError.name, payload: [problemTitle(problem.code), problemHint(problem)] });
      },
    });
  return (
    <Button icon={retry.isPending ? 'spinner' : 'sync'} disabled={retry.isPending} onClick={start} data-testid={testIds.order.retry}>
      {failed === undefined
        ? t('order.retry', 'Retry')
        : t('order.retry-from', 'Retry from “{{step}}”', { step: stepNameText(failed.name) })}
    </Button>
  );
}
