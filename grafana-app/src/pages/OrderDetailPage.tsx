import React from 'react';
import { useParams } from 'react-router-dom';
import { Page } from '../components/Page';
import { useOrder } from '../data/orders';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { OrderActions } from './order/OrderActions';
import { OrderDetail } from './order/OrderDetail';

/** "Where is it, and who must act?" */
export default function OrderDetailPage() {
  const { id = '' } = useParams();
  const { data } = useOrder(id);
  return (
    <Page
      title={data?.name ?? t('order.title', 'Order')}
      url={urls.order(id)}
      parent={{ text: t('orders.title', 'Orders'), url: urls.orders }}
      actions={data && <OrderActions order={data} />}
      capability="order:read"
    >
      <OrderDetail id={id} />
    </Page>
  );
}
