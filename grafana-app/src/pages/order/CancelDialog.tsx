import React from 'react';
import type { Order } from '@vigie/contract/orders';
import { ActionDialog } from '../../components/ActionDialog';
import { toastSuccess } from '../../components/toast';
import { useCancelOrder } from '../../data/orders';
import { t } from '../../i18n/t';

export function CancelDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const cancel = useCancelOrder(order.id);
  const confirm = () =>
    cancel.mutate(undefined, {
      onSuccess: () => {
        toastSuccess(t('order.withdrawn', 'Order of {{name}} withdrawn', { name: order.name }));
        onClose();
      },
    });
  return (
    <ActionDialog
      title={t('cancel.title', 'Withdraw the order of {{name}}', { name: order.name })}
      confirmText={t('cancel.confirm', 'Withdraw the order')}
      variant="destructive"
      pending={cancel.isPending}
      error={cancel.error}
      onConfirm={confirm}
      onDismiss={onClose}
    >
      <p>{t('cancel.text', 'Nothing was created yet, so there is nothing to undo. The order stays in the list as cancelled.')}</p>
    </ActionDialog>
  );
}
