import React from 'react';
import type { OrderSummary } from '@vigie/contract/orders';
import { TextLink } from '@grafana/ui';
import type { Column } from '../../components/ListTable';
import { RelativeTime } from '../../components/RelativeTime';
import { StateDot } from '../../components/StateDot';
import { formatMoney } from '../../format/money';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { orderStateText } from '../../texts/orderState';

interface Options {
  showTenant: boolean;
  isMine: (order: OrderSummary) => boolean;
  offerName: (id: string) => string;
}

/** Of several machines that are on their way: how many have arrived. */
function stateWithCount(order: OrderSummary, mine: boolean): ReturnType<typeof orderStateText> {
  const text = orderStateText(order.state, mine);
  if (order.quantity === 1 || (order.state !== 'deploying' && order.state !== 'failed')) {
    return text;
  }
  const { done, total } = order.machines;
  return { ...text, word: t('orders.state-of-several', '{{state}}, {{done}} of {{total}}', { state: text.word, done, total }) };
}

export function orderColumns({ showTenant, isMine, offerName }: Options): Array<Column<OrderSummary>> {
  const columns: Array<Column<OrderSummary>> = [
    {
      id: 'state',
      title: t('list.state', 'State'),
      cell: (order) => <StateDot {...stateWithCount(order, isMine(order))} />,
      // What waits for the reader comes first.
      sortBy: (order) => `${isMine(order) ? 0 : 1}${orderStateText(order.state).word}`,
    },
    {
      id: 'name',
      title: t('list.name', 'Name'),
      cell: (order) => (
        <TextLink href={urls.order(order.id)} color="primary" inline={false}>
          {order.quantity === 1 ? order.name : `${order.name} ×${order.quantity}`}
        </TextLink>
      ),
      sortBy: (order) => order.name,
      long: (order) => order.name,
    },
    { id: 'tenant', title: t('list.tenant', 'Tenant'), cell: (order) => order.tenant, sortBy: (order) => order.tenant },
    {
      id: 'offer',
      title: t('orders.offer', 'Offer'),
      minor: true,
      cell: (order) => offerName(order.offer),
      sortBy: (order) => offerName(order.offer),
    },
    {
      id: 'price',
      title: t('orders.net', 'Per month, net'),
      align: 'right',
      cell: (order) => formatMoney(order.price.net, order.price.currency),
      sortBy: (order) => order.price.net,
    },
    { id: 'by', title: t('orders.by', 'Ordered by'), minor: true, cell: (order) => order.createdBy, sortBy: (order) => order.createdBy },
    {
      id: 'ordered',
      title: t('orders.ordered', 'Ordered'),
      cell: (order) => <RelativeTime instant={order.createdAt} />,
      sortBy: (order) => Date.parse(order.createdAt),
    },
  ];
  return columns.filter(({ id }) => showTenant || id !== 'tenant');
}
