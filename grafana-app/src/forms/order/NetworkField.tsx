import React from 'react';
import { networkWish, type NetworkWish } from '@vigie/contract/orders';
import { RadioCards } from '../../components/RadioCards';
import { testIds } from '../../components/testIds';
import { useCan } from '../../data/me';
import { useNetworks } from '../../data/networks';
import { t } from '../../i18n/t';

interface Props {
  /** Undefined for a tenant's own organisation. */
  tenant: string | undefined;
  /** Firewall rules close each network to all others. */
  isolated: boolean;
  /** False until the operator has named a tenant. */
  known: boolean;
  value: NetworkWish;
  onChange: (value: NetworkWish) => void;
  error?: string;
}

/** Join the network that is there, have one of its own, or be asked later. */
export function NetworkField({ tenant, isolated, known, value, onChange, error }: Props) {
  const mayRead = useCan('network:read');
  const networks = useNetworks(tenant, mayRead && known).data?.items ?? [];
  // A network of its own was promised to the machine that has it: nobody joins that.
  const existing = networks.find(({ state, shared }) => shared && state !== 'removing');
  const join =
    existing === undefined
      ? {
          title: t('network.first', 'The standard network'),
          description: t('network.first-hint', 'The network that the tenant’s machines share. It is made with the first machine.'),
        }
      : {
          title: t('network.join', 'Join the network {{cidr}}', { cidr: existing.cidr }),
          description: t('network.join-hint', 'All machines in it reach each other.'),
        };
  const cards = [
    { value: 'default', ...join, testId: testIds.orderForm.network('default') },
    {
      value: 'new',
      ...(isolated
        ? {
            title: t('network.new', 'New isolated network'),
            description: t('network.new-hint', 'This order is alone in it. Firewall rules close it to all other networks, also to those of the same tenant.'),
          }
        : {
            title: t('network.new-open', 'New network'),
            description: t('network.new-open-hint', 'This order is alone in it. No firewall rules close it: other networks reach it.'),
          }),
      testId: testIds.orderForm.network('new'),
    },
    {
      value: 'ask',
      title: t('network.ask', 'Choose later'),
      description:
        known && existing === undefined
          ? t('network.ask-first-hint', 'There is no network to choose yet: the machine gets the standard one, and nobody is asked.')
          : t('network.ask-hint', 'The tenant is asked by mail and here once the order is approved. The machine is built after the answer, or after a deadline.'),
      testId: testIds.orderForm.network('ask'),
    },
  ];
  return (
    <RadioCards
      name="network"
      label={t('new-order.network', 'Network')}
      cards={cards}
      value={value}
      onChange={(chosen) => onChange(networkWish.parse(chosen))}
      minWidth={280}
      error={error}
    />
  );
}
