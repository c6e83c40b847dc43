import React from 'react';
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { Order } from '@vigie/contract/orders';
import { Panel } from '../../components/Panel';
import { PriceLines } from '../../components/PriceLines';
import { testIds } from '../../components/testIds';
import { useCatalogue } from '../../data/catalogue';
import { t } from '../../i18n/t';

/** What the order costs, as it was when it was made. It was written in the tenant's language, so the catalogue's words come first. */
export function OrderPrice({ order }: { order: Order }) {
  const styles = useStyles2(getStyles);
  const offer = useCatalogue().data?.offers.find(({ id }) => id === order.offer);
  const labelOf = ({ option: id, label }: Order['price']['lines'][number]): string => {
    if (id === undefined) {
      return offer?.name ?? label;
    }
    const option = offer?.options.find((candidate) => candidate.id === id);
    const value = option?.values.find((candidate) => candidate.id === order.options[id]);
    return option && value ? t('order.price-line', '{{option}}: {{value}}', { option: option.name, value: value.name }) : label;
  };
  return (
    <Panel title={t('order.price', 'Price')} data-testid={testIds.order.price}>
      <div className={styles.lines}>
        <PriceLines price={order.price} labelOf={labelOf} />
      </div>
    </Panel>
  );
}

const getStyles = () => ({ lines: css({ maxWidth: 460 }) });
