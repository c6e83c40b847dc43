import React from 'react';
import { Alert, TextLink } from '@grafana/ui';
import { NotFound } from '../../components/NotFound';
import { Panel } from '../../components/Panel';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { StaleNotice } from '../../components/StaleNotice';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { useOrder } from '../../data/orders';
import { toProblemError } from '../../data/problem';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { NetworkQuestion } from './NetworkQuestion';
import { OrderAccess } from './OrderAccess';
import { OrderHeader } from './OrderHeader';
import { OrderMachines } from './OrderMachines';
import { OrderPrice } from './OrderPrice';
import { OrderProgress } from './OrderProgress';
import { OrderTimeline } from './OrderTimeline';

export function OrderDetail({ id }: { id: string }) {
  const query = useOrder(id);
  const error = useLoadError(query);
  if (error !== null) {
    return ['not-found', 'invalid-request'].includes(toProblemError(error).code) ? (
      <NotFound
        message={t('order.not-found', 'This order does not exist')}
        backTo={urls.orders}
        backText={t('orders.back', 'All orders')}
      />
    ) : (
      <ProblemAlert error={error} onRetry={() => query.refetch()} data-testid={testIds.page.loadError} />
    );
  }
  if (query.data === undefined) {
    return <Skeleton rows={3} height={120} />;
  }
  const order = query.data;
  return (
    <>
      {query.isError && <StaleNotice />}
      {order.lead !== undefined && (
        <Alert severity="info" title={t('order.part-of', 'This is one machine of a larger order')} data-testid={testIds.order.partOf}>
          <TextLink href={urls.order(order.lead)}>
            {t('order.see-lead', 'See the whole order, where it is decided, cancelled and retried')}
          </TextLink>
        </Alert>
      )}
      <OrderHeader order={order} />
      {order.state === 'rejected' && (
        <Alert severity="info" title={t('order.rejected-title', 'This order was rejected')} data-testid={testIds.order.rejectedBecause}>
          {order.rejectReason}
        </Alert>
      )}
      {order.state === 'awaiting-network-choice' && order.networkChoice && <NetworkQuestion order={order} question={order.networkChoice} />}
      {order.quantity > 1 ? (
        <OrderMachines order={order} />
      ) : (
        <>
          {order.access && <OrderAccess access={order.access} vms={order.vms} />}
          <Panel title={t('order.progress', 'Progress')}>
            <OrderProgress order={order} />
            <OrderTimeline order={order} />
          </Panel>
        </>
      )}
      <OrderPrice order={order} />
    </>
  );
}
