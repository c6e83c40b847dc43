import React from 'react';
import type { Order } from '@vigie/contract/orders';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useApproveOrder } from '../../data/orders';
import { grossText } from '../../format/tax';
import { t } from '../../i18n/t';

export function ApproveDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const approve = useApproveOrder(order.id);
  return (
    <ConfirmDialog
      title={t('approve.title', 'Approve the order of {{name}}', { name: order.name })}
      confirmText={t('approve.confirm', 'Approve and deploy')}
      act={approve}
      input={undefined}
      done={t('order.approved', 'Order approved: {{name}} is being deployed', { name: order.name })}
      onClose={onClose}
    >
      {order.quantity > 1 && <p>{t('approve.all', 'This is for all {{total}} machines of the order.', { total: order.quantity })}</p>}
      <p>
        {t('approve.text', 'You confirm that the payment of {{tenant}} is received: {{price}}, per month. The deployment starts at once.', {
          tenant: order.tenant,
          price: grossText(order.price),
        })}
      </p>
    </ConfirmDialog>
  );
}
