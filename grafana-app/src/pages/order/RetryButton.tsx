import React from 'react';
import type { Order } from '@vigie/contract/orders';
import { Button } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { toastProblem, toastSuccess } from '../../components/toast';
import { useRetryOrder } from '../../data/orders';
import { t } from '../../i18n/t';
import { stepNameText } from '../../texts/stepName';

/** Continues a failed order. No question before: every step looks first at what is already there. */
export function RetryButton({ order }: { order: Order }) {
  const retry = useRetryOrder(order.id);
  // Several machines may have failed at several steps.
  const failed = order.quantity > 1 ? undefined : order.steps.find(({ state }) => state === 'failed');
  const start = () =>
    retry.mutate(undefined, {
      onSuccess: () => toastSuccess(t('order.retried', 'The deployment of {{name}} continues', { name: order.name })),
      onError: toastProblem,
    });
  return (
    <Button icon={retry.isPending ? 'spinner' : 'sync'} disabled={retry.isPending} onClick={start} data-testid={testIds.order.retry}>
      {failed === undefined
        ? t('order.retry', 'Retry')
        : t('order.retry-from', 'Retry from “{{step}}”', { step: stepNameText(failed.name) })}
    </Button>
  );
}
