import React from 'react';
import type { Vm } from '@vigie/contract/vms';
import { Alert, Modal } from '@grafana/ui';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { testIds } from '../../components/testIds';
import { useCatalogue } from '../../data/catalogue';
import { useOrder } from '../../data/orders';
import { t } from '../../i18n/t';
import { ResizeForm } from './ResizeForm';

/** Gives a machine other sizes of its offer. Its order says what else its price is made of. */
export function ResizeDialog({ vm, onClose }: { vm: Vm; onClose: () => void }) {
  const catalogue = useCatalogue();
  const order = useOrder(vm.orderId);
  const error = catalogue.error ?? order.error;
  const offer = catalogue.data?.offers.find(({ id }) => id === vm.offer);
  if (offer !== undefined && catalogue.data !== undefined && order.data !== undefined) {
    return <ResizeForm vm={vm} offer={offer} currency={catalogue.data.currency} ordered={order.data.options} onClose={onClose} />;
  }
  return (
    <Modal isOpen title={t('vm-resize.title', 'Resize {{name}}', { name: vm.name })} onDismiss={onClose}>
      {error !== null ? (
        <ProblemAlert
          error={error}
          onRetry={() => void Promise.all([catalogue.refetch(), order.refetch()])}
          data-testid={testIds.page.loadError}
        />
      ) : catalogue.data !== undefined && offer === undefined ? (
        <Alert severity="warning" title={t('vm-resize.no-offer', 'Its offer is no longer sold')}>
          {t('vm-resize.no-offer-hint', 'There are no sizes to choose from. Put the offer {{offer}} back into the catalogue first.', {
            offer: vm.offer,
          })}
        </Alert>
      ) : (
        <Skeleton rows={4} />
      )}
    </Modal>
  );
}
