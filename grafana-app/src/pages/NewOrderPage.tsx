import React from 'react';
import { Page } from '../components/Page';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { OrderFormLoader } from '../forms/order/OrderFormLoader';

/** "What do I get, what does it cost, when?" */
export default function NewOrderPage() {
  return (
    <Page title={t('new-order.title', 'Order a VM')} url={urls.newOrder} capability="order:create">
      <OrderFormLoader />
    </Page>
  );
}
