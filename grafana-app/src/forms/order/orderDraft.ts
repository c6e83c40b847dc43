import type { Catalogue, Offer } from '@vigie/contract/catalogue';
import { mostMachines } from '@vigie/contract/machine-names';
import { networkWish, orderRequest, type NetworkWish } from '@vigie/contract/orders';
import { tenantId } from '@vigie/contract/primitives';
import type { z } from 'zod';

/** What the form holds; `options` has a value for each option of the offer. */
export interface OrderDraft {
  offer: string;
  options: Record<string, string>;
  name: string;
  /** As it is typed. */
  quantity: string;
  network: NetworkWish;
  sshPublicKey: string;
  tenant: string;
}

/** The contract's schema, where empty fields are absent ones; the operator must name a tenant. */
export function draftSchema(operator: boolean) {
  return operator ? orderRequest.extend({ tenant: tenantId }) : orderRequest;
}

export function toRequest(draft: OrderDraft): z.input<typeof orderRequest> {
  const { offer, options, network } = draft;
  const sshPublicKey = draft.sshPublicKey.trim();
  const tenant = draft.tenant.trim();
  return {
    offer,
    options,
    network,
    name: draft.name.trim(),
    ...(draft.quantity.trim() !== '1' && { quantity: Number(draft.quantity) }),
    ...(sshPublicKey !== '' && { sshPublicKey }),
    ...(tenant !== '' && { tenant }),
  };
}

/** Null when it is no number of machines that can be ordered. */
export function quantityOf(typed: string): number | null {
  const quantity = Number(typed);
  return Number.isInteger(quantity) && quantity >= 1 && quantity <= mostMachines ? quantity : null;
}

export function defaultOptions(offer: Offer | undefined): Record<string, string> {
  return Object.fromEntries(
    (offer?.options ?? []).flatMap(({ id, values }) => {
      const value = values.find((choice) => choice.default) ?? values[0];
      return value === undefined ? [] : [[id, value.id]];
    }),
  );
}

/** Reads a draft from the address. An offer or value that is not sold (any more) falls back to the default. */
export function draftFromParams(params: URLSearchParams, catalogue: Catalogue): OrderDraft {
  const offer = catalogue.offers.find(({ id }) => id === params.get('offer')) ?? catalogue.offers[0];
  const options = defaultOptions(offer);
  for (const { id, values } of offer?.options ?? []) {
    const wanted = params.get(id);
    if (wanted !== null && values.some((value) => value.id === wanted)) {
      options[id] = wanted;
    }
  }
  return {
    offer: offer?.id ?? '',
    options,
    name: params.get('name') ?? '',
    quantity: String(quantityOf(params.get('quantity') ?? '1') ?? 1),
    network: networkWish.catch('default').parse(params.get('network')),
    sshPublicKey: '',
    tenant: params.get('tenant') ?? '',
  };
}

/** Writes a draft to the address, so that it can be sent to a colleague. The key stays out. */
export function paramsFromDraft(draft: OrderDraft): URLSearchParams {
  const pairs = {
    offer: draft.offer,
    ...draft.options,
    name: draft.name,
    quantity: draft.quantity === '1' ? '' : draft.quantity,
    network: draft.network === 'default' ? '' : draft.network,
    tenant: draft.tenant,
  };
  return new URLSearchParams(Object.entries(pairs).filter(([, value]) => value !== ''));
}
