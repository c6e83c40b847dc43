import React, { useState } from 'react';
import type { Order } from '@vigie/contract/orders';
import { Button, Stack } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { useCan } from '../../data/me';
import { t } from '../../i18n/t';
import { ApproveDialog } from './ApproveDialog';
import { CancelDialog } from './CancelDialog';
import { RejectDialog } from './RejectDialog';
import { RetryButton } from './RetryButton';
import { TakeBackDialog } from './TakeBackDialog';

const dialogs = { approve: ApproveDialog, reject: RejectDialog, cancel: CancelDialog, takeBack: TakeBackDialog } as const;

/** What this reader may do with this order now. The one that moves it forward is primary. */
export function OrderActions({ order }: { order: Order }) {
  const [open, setOpen] = useState<keyof typeof dialogs | null>(null);
  // A machine of a larger order is none that something is done with alone.
  const isWhole = order.lead === undefined;
  const isPartlyBack = order.machines.some(({ state }) => state === 'cancelled');
  const mayDecide = useCan('order:decide') && isWhole && order.state === 'awaiting-approval';
  const mayCancel = useCan('order:create') && isWhole && order.state === 'awaiting-approval';
  const mayTakeBack = useCan('order:decide') && isWhole && ['failed', 'deploying', 'awaiting-network-choice'].includes(order.state);
  const mayRetry = useCan('order:retry') && isWhole && order.state === 'failed' && !isPartlyBack;
  const Dialog = open === null ? null : dialogs[open];
  return (
    <Stack gap={1} wrap="wrap">
      {mayCancel && (
        <Button variant="secondary" fill="outline" onClick={() => setOpen('cancel')} data-testid={testIds.order.cancel}>
          {t('order.cancel', 'Withdraw')}
        </Button>
      )}
      {mayTakeBack && (
        <Button variant="secondary" fill="outline" onClick={() => setOpen('takeBack')} data-testid={testIds.order.takeBack}>
          {t('order.take-back', 'Cancel the order')}
        </Button>
      )}
      {mayDecide && (
        <Button variant="secondary" onClick={() => setOpen('reject')} data-testid={testIds.order.reject}>
          {t('order.reject', 'Reject')}
        </Button>
      )}
      {mayDecide && (
        <Button icon="check" onClick={() => setOpen('approve')} data-testid={testIds.order.approve}>
          {t('order.approve', 'Approve')}
        </Button>
      )}
      {mayRetry && <RetryButton order={order} />}
      {Dialog && <Dialog order={order} onClose={() => setOpen(null)} />}
    </Stack>
  );
}
