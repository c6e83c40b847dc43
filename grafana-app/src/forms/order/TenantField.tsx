import React from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Field, Input } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { useOrders } from '../../data/orders';
import { t } from '../../i18n/t';

/** For whom the operator orders. Tenants with orders are suggested; a new one can be typed. */
export function TenantField({ field, error }: { field: UseFormRegisterReturn; error: string | undefined }) {
  const orders = useOrders(undefined).data?.pages.flatMap(({ items }) => items) ?? [];
  const known = [...new Set(orders.map(({ tenant }) => tenant))].sort();
  return (
    <Field
      noMargin
      label={t('new-order.tenant', 'Tenant')}
      description={t('new-order.tenant-hint', 'The customer who gets and pays the machine.')}
      invalid={error !== undefined}
      error={error}
      required
    >
      <Input
        id="order-tenant"
        width={40}
        list="known-tenants"
        autoComplete="off"
        spellCheck={false}
        placeholder="acme"
        suffix={
          <datalist id="known-tenants">
            {known.map((id) => (
              <option key={id} value={id} />
            ))}
          </datalist>
        }
        {...field}
        data-testid={testIds.orderForm.tenant}
      />
    </Field>
  );
}
