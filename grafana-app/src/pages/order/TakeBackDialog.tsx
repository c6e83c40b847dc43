import React from 'react';
import type { Order } from '@vigie/contract/orders';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useCancelOrder } from '../../data/orders';
import { t } from '../../i18n/t';

/** Cancels an order for which something was built already. */
export function TakeBackDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const cancel = useCancelOrder(order.id);
  return (
    <ConfirmDialog
      title={t('take-back.title', 'Cancel the order of {{name}}', { name: order.name })}
      confirmText={t('take-back.confirm', 'Cancel and remove')}
      variant="destructive"
      act={cancel}
      input={undefined}
      done={t('order.being-cancelled', 'The order of {{name}} is being cancelled', { name: order.name })}
      onClose={onClose}
    >
      {order.quantity > 1 && (
        <p>
          {t('take-back.all', 'This is for all {{total}} machines of the order, also those that are delivered.', { total: order.quantity })}
        </p>
      )}
      <p>
        {t(
          'take-back.removed',
          'Vigie removes what it built for this order: the machine with its disks, its address, and its network unless other machines use it. This cannot be undone.'
        )}
      </p>
      <p>{t('take-back.stays', 'The account and the pool of {{tenant}} stay. A step that is under way ends first.', { tenant: order.tenant })}</p>
    </ConfirmDialog>
  );
}
