import React from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { machineNames, mostMachines } from '@vigie/contract/machine-names';
import { Field, Input } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { t } from '../../i18n/t';

interface Props {
  field: UseFormRegisterReturn;
  error: string | undefined;
  name: string;
  /** Null while what is typed is no number of machines. */
  quantity: number | null;
}

/** How many machines, all alike, and the names that they get. */
export function QuantityField({ field, error, name, quantity }: Props) {
  return (
    <Field
      noMargin
      label={t('new-order.quantity', 'Number of machines')}
      description={<span data-testid={testIds.orderForm.names}>{namesText(name.trim(), quantity)}</span>}
      invalid={error !== undefined}
      error={error}
    >
      <Input
        id="order-quantity"
        type="number"
        inputMode="numeric"
        width={12}
        min={1}
        max={mostMachines}
        step={1}
        {...field}
        data-testid={testIds.orderForm.quantity}
      />
    </Field>
  );
}

function namesText(name: string, quantity: number | null): string {
  if (quantity === null || quantity === 1) {
    return t('new-order.quantity-hint', 'Several machines of one order are alike, and in the same network.');
  }
  const names = machineNames(name === '' ? 'class' : name, quantity);
  return t('new-order.quantity-names', 'They are named {{first}} to {{last}}.', { first: names[0] ?? '', last: names.at(-1) ?? '' });
}
