import React from 'react';
import { orderState, type OrderSummary } from '@vigie/contract/orders';
import { useNavigate } from 'react-router-dom';
import { Button, EmptyState, LinkButton } from '@grafana/ui';
import { ListTable } from '../../components/ListTable';
import { ListToolbar } from '../../components/ListToolbar';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Skeleton } from '../../components/Skeleton';
import { StaleNotice } from '../../components/StaleNotice';
import { testIds } from '../../components/testIds';
import { useLoadError } from '../../components/useLoadError';
import { matches, useListParams } from '../../components/useListParams';
import { useCatalogue } from '../../data/catalogue';
import { useCan, useMe } from '../../data/me';
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
  const mayDecide = useCan('order:decide');

  const error = useLoadError(query);
  if (error !== null) {
    return <ProblemAlert error={error} onRetry={() => query.refetch()} data-testid={testIds.page.loadError} />;
  }
  if (query.data === undefined) {
    return <Skeleton />;
  }
  const all = query.data.pages.flatMap((page) => page.items);
  if (all.length === 0 && view.state === undefined) {
    return <NoOrders />;
  }
  const isMine = (order: OrderSummary) => mayDecide && order.state === 'awaiting-approval';
  const offerName = (id: string) => offers.find((offer) => offer.id === id)?.name ?? id;
  const found = all.filter((order) => matches(view.search, [order.name, order.id, order.tenant, order.createdBy, offerName(order.offer)]));
  return (
    <>
      {query.isError && <StaleNotice />}
      <ListToolbar
        search={view.search}
        onSearch={view.setSearch}
        searchLabel={t('orders.search', 'Search by name, tenant, person ( / )')}
        state={view.state}
        states={states.map((value) => ({ value, label: orderStateText(value).word }))}
        onState={view.setState}
        data-testid={testIds.orders.stateFilter}
      />
      {found.length === 0 ? (
        <div data-testid={testIds.orders.noMatch}>
          <EmptyState
            variant="not-found"
            message={t('orders.no-match', 'No order matches')}
            button={
              <Button variant="secondary" onClick={view.clear}>
                {t('list.clear', 'Clear search and filter')}
              </Button>
            }
          />
        </div>
      ) : (
        <ListTable
          label={t('orders.title', 'Orders')}
          columns={orderColumns({ showTenant, isMine, offerName })}
          items={found}
          sort={view.sort}
          onSort={view.setSort}
          rowKey={(order) => order.id}
          onOpen={(order) => navigate(urls.order(order.id))}
          isEmphasised={isMine}
          rowHooks={(order) => ({
            'data-testid': testIds.orders.row,
            'data-id': order.id,
            'data-state': order.state,
            'data-tenant': order.tenant,
          })}
          data-testid={testIds.orders.table}
        />
      )}
      {query.hasNextPage && (
        <Button
          variant="secondary"
          fill="text"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
          data-testid={testIds.orders.more}
        >
          {t('list.more', 'Show older ones')}
        </Button>
      )}
    </>
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
