import React, { useState } from 'react';
import type { Order } from '@vigie/contract/orders';
import { Field, TextArea } from '@grafana/ui';
import { ActionDialog } from '../../components/ActionDialog';
import { testIds } from '../../components/testIds';
import { toastSuccess } from '../../components/toast';
import { useRejectOrder } from '../../data/orders';
import { t } from '../../i18n/t';

export function RejectDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const reject = useRejectOrder(order.id);
  const confirm = () =>
    reject.mutate(reason.trim(), {
      onSuccess: () => {
        toastSuccess(t('order.rejected', 'Order of {{name}} rejected', { name: order.name }));
        onClose();
      },
    });
  return (
    <ActionDialog
      title={t('reject.title', 'Reject the order of {{name}}', { name: order.name })}
      confirmText={t('reject.confirm', 'Reject the order')}
      variant="destructive"
      pending={reject.isPending}
      error={reject.error}
      disabled={reason.trim() === ''}
      onConfirm={confirm}
      onDismiss={onClose}
    >
      <Field
        noMargin
        label={t('reject.reason', 'Reason')}
        description={t('reject.reason-hint', 'The customer reads it here and in the mail. Nothing is created or charged.')}
        required
      >
        <TextArea
          id="reject-reason"
          rows={3}
          maxLength={500}
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-testid={testIds.order.rejectReason}
        />
      </Field>
    </ActionDialog>
  );
}
