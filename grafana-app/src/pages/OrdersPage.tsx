import React from 'react';
import { LinkButton } from '@grafana/ui';
import { Page } from '../components/Page';
import { testIds } from '../components/testIds';
import { useCan } from '../data/me';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { OrderList } from './orders/OrderList';

/** "Where are my orders, and is one waiting for me?" */
export default function OrdersPage() {
  const canOrder = useCan('order:create');
  const actions = canOrder && (
    <LinkButton href={urls.newOrder} icon="plus" data-testid={testIds.orders.newOrder}>
      {t('orders.new', 'Order a VM')}
    </LinkButton>
  );
  return (
    <Page title={t('orders.title', 'Orders')} url={urls.orders} actions={actions} capability="order:read">
      <OrderList />
    </Page>
  );
}
