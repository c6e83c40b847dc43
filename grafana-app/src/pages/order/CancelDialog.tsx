import React from 'react';
import type { Order } from '@vigie/contract/orders';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useCancelOrder } from '../../data/orders';
import { t } from '../../i18n/t';

export function CancelDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const cancel = useCancelOrder(order.id);
  return (
    <ConfirmDialog
      title={t('cancel.title', 'Withdraw the order of {{name}}', { name: order.name })}
      confirmText={t('cancel.confirm', 'Withdraw the order')}
      variant="destructive"
      act={cancel}
      input={undefined}
      done={t('order.withdrawn', 'Order of {{name}} withdrawn', { name: order.name })}
      onClose={onClose}
    >
      <p>{t('cancel.text', 'Nothing was created yet, so there is nothing to undo. The order stays in the list as cancelled.')}</p>
    </ConfirmDialog>
  );
}
