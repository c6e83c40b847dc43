import React from 'react';
import { orderState, type OrderSummary } from '@vigie/contract/orders';
import { useNavigate } from 'react-router-dom';
import { EmptyState, LinkButton } from '@grafana/ui';
import { ItemList } from '../../components/ItemList';
import { testIds } from '../../components/testIds';
import { useListParams } from '../../components/useListParams';
import { useCatalogue } from '../../data/catalogue';
import { useCan, useMe } from '../../data/me';
import { useWaitsForMe } from '../../data/waitsForMe';
import { useOrders } from '../../data/orders';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { orderStateText } from '../../texts/orderState';
import { orderColumns } from './orderColumns';

const states = orderState.options;

export function OrderList() {
  const navigate = useNavigate();
  const view = useListParams(states, { by: 'ordered', descending: true });
  const query = useOrders(view.state);
  const offers = useCatalogue().data?.offers ?? [];
  const showTenant = useMe().data?.operator ?? false;
  const waitsForMe = useWaitsForMe();
  const isMine = ({ state }: OrderSummary) => waitsForMe(state);
  const offerName = (id: string) => offers.find((offer) => offer.id === id)?.name ?? id;
  return (
    <ItemList
      label={t('orders.title', 'Orders')}
      query={query}
      view={view}
      columns={orderColumns({ showTenant, isMine, offerName })}
      rowKey={(order) => order.id}
      onOpen={(order) => navigate(urls.order(order.id))}
      isEmphasised={isMine}
      rowHooks={(order) => ({
        'data-testid': testIds.orders.row,
        'data-id': order.id,
        'data-state': order.state,
        'data-tenant': order.tenant,
      })}
      states={states.map((value) => ({ value, label: orderStateText(value).word }))}
      searchLabel={t('orders.search', 'Search by name, tenant, person ( / )')}
      searchIn={(order) => [order.name, order.id, order.tenant, order.createdBy, offerName(order.offer)]}
      noMatch={t('orders.no-match', 'No order matches')}
      moreText={t('list.more', 'Show older ones')}
      empty={<NoOrders />}
      ids={testIds.orders}
    />
  );
}

function NoOrders() {
  const canOrder = useCan('order:create');
  return (
    <div data-testid={testIds.orders.empty}>
      <EmptyState
        variant="call-to-action"
        message={t('orders.empty-title', 'No order yet')}
        button={
          canOrder ? (
            <LinkButton href={urls.newOrder} icon="plus" size="lg">
              {t('orders.empty-action', 'Order the first VM')}
            </LinkButton>
          ) : undefined
        }
      >
        {t('orders.empty-hint', 'Choose an offer and its options, see the price at once, and follow the deployment step by step here.')}
      </EmptyState>
    </div>
  );
}
