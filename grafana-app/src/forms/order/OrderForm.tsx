import React, { useEffect } from 'react';
import { css } from '@emotion/css';
import { useForm, useWatch } from 'react-hook-form';
import { useNavigate, useSearchParams } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Catalogue } from '@vigie/contract/catalogue';
import type { Me } from '@vigie/contract/me';
import { orderRequest } from '@vigie/contract/orders';
import { tenantId } from '@vigie/contract/primitives';
import { Field, Input, useStyles2 } from '@grafana/ui';
import { testIds } from '../../components/testIds';
import { toastSuccess } from '../../components/toast';
import { useDebounced } from '../../components/useDebounced';
import { useCreateOrder } from '../../data/orders';
import { useQuote } from '../../data/quotes';
import { t } from '../../i18n/t';
import { urls } from '../../urls';
import { NetworkField } from './NetworkField';
import { OfferCards } from './OfferCards';
import { OptionField } from './OptionField';
import { OrderSummaryPanel } from './OrderSummaryPanel';
import { QuantityField } from './QuantityField';
import { SshKeyField } from './SshKeyField';
import { TenantField } from './TenantField';
import { applyServerErrors } from './applyServerErrors';
import { isSelfInstalled } from './isSelfInstalled';
import { defaultOptions, draftFromParams, paramsFromDraft, quantityOf, toRequest, type OrderDraft } from './orderDraft';
import { orderResolver } from './orderResolver';
import { useIdempotencyKey } from './useIdempotencyKey';

/** The whole order on one page: choices at the left, price and button at the right. */
export function OrderForm({ catalogue, me }: { catalogue: Catalogue; me: Me }) {
  const styles = useStyles2(getStyles);
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const form = useForm<OrderDraft>({
    defaultValues: draftFromParams(params, catalogue),
    resolver: orderResolver(me.operator),
    mode: 'onTouched',
  });
  const { errors } = form.formState;
  // Complete, because every field has a default.
  const draft = useWatch({ control: form.control }) as OrderDraft;
  const settled = useDebounced(draft, 300);
  const address = paramsFromDraft(settled).toString();
  const create = useCreateOrder();
  // The form is still there while the order's page loads: it must not call the address back.
  const isLeaving = create.isSuccess;
  useEffect(() => {
    if (params.toString() !== address && !isLeaving) {
      setParams(address, { replace: true });
    }
  }, [params, setParams, address, isLeaving]);

  const offer = catalogue.offers.find(({ id }) => id === draft.offer);
  const tenant = tenantId.safeParse(settled.tenant).success ? settled.tenant : undefined;
  const quote = useQuote({
    offer: settled.offer,
    options: settled.options,
    quantity: quantityOf(settled.quantity) ?? 1,
    ...(tenant !== undefined && { tenant }),
  });
  const keyOf = useIdempotencyKey();

  const submit = form.handleSubmit((values) => {
    const request = orderRequest.parse(toRequest(values));
    create.mutate(
      { request, idempotencyKey: keyOf(request) },
      {
        onSuccess: (order) => {
          toastSuccess(t('new-order.placed', 'Order placed: {{name}}', { name: order.name }));
          navigate(urls.order(order.id));
        },
        onError: (error) => applyServerErrors(error, form.setError),
      },
    );
  });

  return (
    <form className={styles.root} onSubmit={submit} noValidate data-testid={testIds.orderForm.form}>
      <div className={styles.choices}>
        <OfferCards
          catalogue={catalogue}
          value={draft.offer}
          onChange={(id) => {
            form.setValue('offer', id);
            form.setValue('options', defaultOptions(catalogue.offers.find((other) => other.id === id)));
          }}
          error={errors.offer?.message}
        />
        {offer?.options.map((option) => (
          <OptionField
            key={`${offer.id} ${option.id}`}
            option={option}
            currency={catalogue.currency}
            value={draft.options[option.id] ?? ''}
            onChange={(value) => {
              form.clearErrors(`options.${option.id}`);
              form.setValue('options', { ...draft.options, [option.id]: value });
            }}
            error={errors.options?.[option.id]?.message}
          />
        ))}
        {me.operator && <TenantField field={form.register('tenant')} error={errors.tenant?.message} />}
        <Field
          noMargin
          label={t('new-order.name', 'Name')}
          description={t('new-order.name-hint', 'The machine takes it as its host name.')}
          invalid={errors.name !== undefined}
          error={errors.name?.message}
          required
        >
          <Input
            id="order-name"
            width={40}
            placeholder="web-01"
            autoComplete="off"
            spellCheck={false}
            {...form.register('name')}
            data-testid={testIds.orderForm.name}
          />
        </Field>
        <QuantityField
          field={form.register('quantity')}
          error={errors.quantity?.message}
          name={draft.name}
          quantity={quantityOf(draft.quantity)}
        />
        <NetworkField
          tenant={me.operator ? tenant : undefined}
          isolated={catalogue.isolated}
          known={!me.operator || tenant !== undefined}
          value={draft.network}
          onChange={(value) => form.setValue('network', value)}
          error={errors.network?.message}
        />
        <SshKeyField
          field={form.register('sshPublicKey')}
          error={errors.sshPublicKey?.message}
          name={draft.name}
          selfInstalled={isSelfInstalled(offer, draft.options)}
          onGenerated={(key) => form.setValue('sshPublicKey', key, { shouldValidate: true })}
        />
      </div>
      <OrderSummaryPanel
        quote={quote.data}
        quoteError={quote.error}
        stale={quote.isPlaceholderData || JSON.stringify(settled) !== JSON.stringify(draft)}
        hasTenant={!me.operator || tenant !== undefined}
        pending={create.isPending}
        error={create.error}
      />
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 340px',
    alignItems: 'start',
    gap: theme.spacing(4),
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  choices: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3), minWidth: 0 }),
});
