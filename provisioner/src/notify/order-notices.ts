import type { VigieConfig } from '@vigie/config/schema';
import type { TenantConfig } from '@vigie/config/tenants';
import type { OrderStepName } from '@vigie/contract/order-steps';
import type { Why } from '../engine/verdict.ts';
import type { Queryable } from '../store/database.ts';
import { wasNetworkRemoved } from '../store/networks.ts';
import { stepsOf } from '../store/order-steps.ts';
import type { OrderRow } from '../store/orders.ts';
import { approvedMail } from './approved.ts';
import { cancelledMail, type TakenBack } from './cancelled.ts';
import { failedMail } from './failed.ts';
import type { Outbox } from './outbox.ts';
import { rejectedMail } from './rejected.ts';

/** Mails of what happens to an order outside of its steps. Each is kept for sending in the transaction of the change that it tells of. */
export interface OrderNotices {
  approved(tx: Queryable, order: OrderRow): Promise<void>;
  rejected(tx: Queryable, order: OrderRow): Promise<void>;
  /** To be called when the steps say what was taken back. */
  cancelled(tx: Queryable, order: OrderRow): Promise<void>;
  /** One for each failure: a run fails once, and a retry is another run. */
  failed(tx: Queryable, order: OrderRow, failure: { step: OrderStepName; why: Why; cancelling: boolean }): Promise<void>;
}

export function orderNotices({ operator, tenants, grafana }: Pick<VigieConfig, 'operator' | 'tenants' | 'grafana'>, outbox: Outbox): OrderNotices {
  const tenantOf = (order: OrderRow): TenantConfig | undefined => tenants.find(({ id }) => id === order.tenant);
  return {
    async approved(tx, order) {
      const tenant = tenantOf(order);
      if (tenant) await outbox(tx).put(`${order.id}/approved`, tenant.id, approvedMail(order, tenant));
    },
    async rejected(tx, order) {
      const tenant = tenantOf(order);
      if (tenant) await outbox(tx).put(`${order.id}/rejected`, tenant.id, rejectedMail(order, tenant, operator));
    },
    async cancelled(tx, order) {
      const tenant = tenantOf(order);
      if (tenant) await outbox(tx).put(`${order.id}/cancelled`, tenant.id, cancelledMail(order, tenant, operator, await takenBack(tx, order.id)));
    },
    async failed(tx, order, failure) {
      const tenantName = tenantOf(order)?.name ?? order.tenant;
      await outbox(tx).put(`${order.id}/failed/${order.run}`, null, failedMail({ order, tenantName, ...failure }, operator, grafana.url));
    },
  };
}

async function takenBack(tx: Queryable, orderId: string): Promise<TakenBack> {
  const undone = (await stepsOf(tx, orderId)).filter(({ state }) => state === 'undone');
  const left = undone.flatMap(({ code, params, message }) => (code === null ? [] : [{ code, params: params ?? {}, message: message ?? '' }]));
  return {
    machine: undone.some(({ name, code }) => (name === 'clone-template' || name === 'create-vm') && code === null),
    network: !left.some(({ code }) => code === 'vnet-left') && (await wasNetworkRemoved(tx, orderId)),
    left,
  };
}
