import React from 'react';
import { optionIds, type CatalogueOption } from '@vigie/contract/catalogue';
import type { Order } from '@vigie/contract/orders';
import { FactList, type Fact } from '../../components/FactList';
import { Panel } from '../../components/Panel';
import { RelativeTime } from '../../components/RelativeTime';
import { StateDot } from '../../components/StateDot';
import { testIds } from '../../components/testIds';
import { useCatalogue } from '../../data/catalogue';
import { useMe } from '../../data/me';
import { useWaitsForMe } from '../../data/waitsForMe';
import { grossText } from '../../format/tax';
import { t } from '../../i18n/t';
import { networkWishText } from '../../texts/networkWish';
import { orderStateText } from '../../texts/orderState';

/** State, tenant, offer, price, who ordered and who decided. */
export function OrderHeader({ order }: { order: Order }) {
  const operator = useMe().data?.operator ?? false;
  const waitsForMe = useWaitsForMe();
  const offer = useCatalogue().data?.offers.find(({ id }) => id === order.offer);
  const state = orderStateText(order.state, waitsForMe(order.state));
  // In the order of the contract: the database keeps no order of its own.
  const chosen = optionIds.flatMap((id) => {
    const value = order.options[id];
    return value === undefined ? [] : [chosenOption(offer?.options.find((option) => option.id === id), id, value)];
  });
  const facts: Fact[] = [
    { name: t('list.state', 'State'), value: <StateDot {...state} data-testid={testIds.order.state} data-state={order.state} /> },
    ...(operator ? [{ name: t('list.tenant', 'Tenant'), value: order.tenant }] : []),
    { name: t('orders.offer', 'Offer'), value: offer?.name ?? order.offer },
    ...(order.quantity > 1 ? [{ name: t('machines.title', 'Machines'), value: String(order.quantity) }] : []),
    ...chosen,
    { name: t('orders.price', 'Per month'), value: grossText(order.price) },
    { name: t('order.network', 'Network'), value: networkText(order) },
    { name: t('orders.by', 'Ordered by'), value: <Who name={order.createdBy} at={order.createdAt} /> },
  ];
  if (order.decidedBy !== undefined && order.decidedAt !== undefined) {
    facts.push({ name: decisionText(order), value: <Who name={order.decidedBy} at={order.decidedAt} /> });
  }
  return (
    <Panel>
      <FactList facts={facts} />
    </Panel>
  );
}

/** Which network, and who chose it where somebody was asked. */
function networkText({ network, networkChoice }: Order): string {
  const wish = networkWishText(network);
  switch (networkChoice?.chosenVia) {
    case undefined:
      return wish;
    case 'app':
      return t('order.network-by', '{{network}}, chosen by {{who}}', { network: wish, who: networkChoice?.chosenBy ?? '' });
    case 'mail-link':
      return t('order.network-by-mail', '{{network}}, chosen by the link of the mail', { network: wish });
    case 'deadline':
      return t('order.network-by-deadline', '{{network}}, as nobody chose in time', { network: wish });
  }
}

function decisionText(order: Order): string {
  if (order.state === 'rejected') {
    return t('order.rejected-by', 'Rejected by');
  }
  // An order that is cancelled later was approved, so that step was taken.
  const withdrawn = order.state === 'cancelled' && order.steps.some(({ name, state }) => name === 'await-approval' && state === 'skipped');
  return withdrawn ? t('order.withdrawn-by', 'Withdrawn by') : t('order.approved-by', 'Approved by');
}

/** An option in the catalogue's words, or the bare ids when it no longer has them. */
const chosenOption = (option: CatalogueOption | undefined, id: string, value: string): Fact => ({
  name: option?.name ?? id,
  value: option?.values.find((candidate) => candidate.id === value)?.name ?? value,
});

function Who({ name, at }: { name: string; at: string }) {
  return (
    <>
      {name}, <RelativeTime instant={at} />
    </>
  );
}
