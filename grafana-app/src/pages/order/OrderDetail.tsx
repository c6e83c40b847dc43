import React from 'react';
import { Alert } from '@grafana/ui';
import { NotFound } from '../../components/NotFound';
import { Panel } from '../../components/Panel';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { testIds } from '../../components/testIds';
import { useOrder } from '../../data/orders';
import { toProblemError } from '../../data/problem';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { OrderAccess } from './OrderAccess';
import { OrderHeader } from './OrderHeader';
import { OrderProgress } from './OrderProgress';
import { OrderTimeline } from './OrderTimeline';

export function OrderDetail({ id }: { id: string }) {
  const query = useOrder(id);
  if (query.isPending) {
    return <Skeleton rows={3} height={120} />;
  }
  if (query.data === undefined) {
    return ['not-found', 'invalid-request'].includes(toProblemError(query.error).code) ? (
      <NotFound
        message={t('order.not-found', 'This order does not exist')}
        backTo={urls.orders}
        backText={t('orders.back', 'All orders')}
      />
    ) : (
      <ProblemAlert error={query.error} onRetry={() => query.refetch()} data-testid={testIds.page.loadError} />
    );
  }
  const order = query.data;
  return (
    <>
      {query.isError && (
        <Alert severity="warning" title={t('order.stale', 'The progress could not be refreshed. It is tried again by itself.')} />
      )}
      <OrderHeader order={order} />
      {order.state === 'rejected' && (
        <Alert severity="info" title={t('order.rejected-title', 'This order was rejected')} data-testid={testIds.order.rejectedBecause}>
          {order.rejectReason}
        </Alert>
      )}
      {order.access && <OrderAccess access={order.access} vms={order.vms} />}
      <Panel title={t('order.progress', 'Progress')}>
        <OrderProgress order={order} />
        <OrderTimeline order={order} />
      </Panel>
    </>
  );
}
