import React from 'react';
import type { CatalogueOption } from '@vigie/contract/catalogue';
import { Combobox, Field } from '@grafana/ui';
import { RadioCards } from '../../components/RadioCards';
import { testIds } from '../../components/testIds';
import { formatMoney } from '../../format/money';
import { t } from '../../i18n/t';

const fewValues = 6;

interface Props {
  option: CatalogueOption;
  currency: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
}

const byYourself = () => t('option.installs-iso', 'You install it yourself, by the console.');

/** One option: cards for few values, a list for many; each with what it adds to the price. */
export function OptionField({ option, currency, value, onChange, error }: Props) {
  const added = (price: number) => (price === 0 ? t('option.included', 'included') : formatMoney(price, currency, true));
  if (option.values.length <= fewValues) {
    const cards = option.values.map(({ id, name, price, installs }) => ({
      value: id,
      title: name,
      ...(installs === 'iso' && { description: byYourself() }),
      aside: added(price),
      testId: testIds.orderForm.optionValue(option.id, id),
    }));
    return <RadioCards name={option.id} label={option.name} cards={cards} value={value} onChange={onChange} minWidth={160} error={error} />;
  }
  return (
    <Field noMargin label={option.name} invalid={error !== undefined} error={error}>
      <Combobox
        width={40}
        id={`option-${option.id}`}
        options={option.values.map(({ id, name, price, installs }) => ({
          value: id,
          label: name,
          description: [added(price), ...(installs === 'iso' ? [byYourself()] : [])].join(' · '),
        }))}
        value={value}
        onChange={({ value: chosen }) => onChange(chosen)}
        data-testid={testIds.orderForm.option(option.id)}
      />
    </Field>
  );
}
