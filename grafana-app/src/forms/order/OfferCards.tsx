import React from 'react';
import type { Catalogue } from '@vigie/contract/catalogue';
import { RadioCards } from '../../components/RadioCards';
import { testIds } from '../../components/testIds';
import { formatMoney } from '../../format/money';
import { t } from '../../i18n/t';

interface Props {
  catalogue: Catalogue;
  value: string;
  onChange: (offer: string) => void;
  error?: string;
}

/** What is sold: name, what it is for, and the least it costs. */
export function OfferCards({ catalogue, value, onChange, error }: Props) {
  const cards = catalogue.offers.map((offer) => {
    const least = offer.options.reduce((sum, { values }) => sum + Math.min(...values.map(({ price }) => price)), offer.price);
    return {
      value: offer.id,
      title: offer.name,
      description: (
        <>
          {offer.description}
          {offer.availableTo !== undefined && <em> {t('offer.only-for', 'Only for {{who}}.', { who: offer.availableTo.join(', ') })}</em>}
        </>
      ),
      aside: t('offer.from', 'from {{price}} / month', { price: formatMoney(least, catalogue.currency) }),
      testId: testIds.orderForm.offer(offer.id),
    };
  });
  return (
    <RadioCards
      name="offer"
      label={t('new-order.offer', 'Offer')}
      cards={cards}
      value={value}
      onChange={onChange}
      minWidth={280}
      error={error}
    />
  );
}
