import React from 'react';
import { LinkButton } from '@grafana/ui';
import { Page } from '../components/Page';
import { useCan } from '../data/me';
import { t } from '../i18n/t';
import { urls } from '../urls';
import { VmList } from './vms/VmList';

/** "Which machines are there, and how are they?" */
export default function VmsPage() {
  const canOrder = useCan('order:create');
  const actions = canOrder && (
    <LinkButton href={urls.newOrder} icon="plus">
      {t('orders.new', 'Order a VM')}
    </LinkButton>
  );
  return (
    <Page title={t('vms.title', 'Virtual machines')} url={urls.vms} actions={actions} capability="vm:read">
      <VmList />
    </Page>
  );
}
