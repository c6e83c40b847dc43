import type { VigieConfig } from '@vigie/config/schema';
import type { TenantConfig } from '@vigie/config/tenants';
import type { Queryable } from '../store/database.ts';
import { wasNetworkRemoved } from '../store/networks.ts';
import { stepsOfOrders } from '../store/order-steps.ts';
import type { OrderRow } from '../store/orders.ts';
import { approvedMail } from './approved.ts';
import { cancelledMail, type TakenBack } from './cancelled.ts';
import { failedMail, type MachineFailure } from './failed.ts';
import type { Outbox } from './outbox.ts';
import { rejectedMail } from './rejected.ts';

/** All rows of an order, its lead first. */
export type OrderRows = readonly [OrderRow, ...OrderRow[]];

/**
 * Mails of what happens to an order outside of its steps, one for all its machines. Each is kept for sending in the transaction of the
 * change that it tells of.
 */
export interface OrderNotices {
  approved(tx: Queryable, rows: OrderRows): Promise<void>;
  rejected(tx: Queryable, rows: OrderRows): Promise<void>;
  /** To be called when the steps say what was taken back. */
  cancelled(tx: Queryable, rows: OrderRows): Promise<void>;
  /** To be called when no machine is being worked on any more: one mail for each time that they come to that, a retry is another one. */
  failed(tx: Queryable, rows: OrderRows, failures: readonly MachineFailure[], cancelling: boolean): Promise<void>;
}

export function orderNotices({ operator, tenants, grafana }: Pick<VigieConfig, 'operator' | 'tenants' | 'grafana'>, outbox: Outbox): OrderNotices {
  const tenantOf = (order: OrderRow): TenantConfig | undefined => tenants.find(({ id }) => id === order.tenant);
  return {
    async approved(tx, [order]) {
      const tenant = tenantOf(order);
      if (tenant) await outbox(tx).put(`${order.id}/approved`, tenant.id, approvedMail(order, tenant));
    },
    async rejected(tx, [order]) {
      const tenant = tenantOf(order);
      if (tenant) await outbox(tx).put(`${order.id}/rejected`, tenant.id, rejectedMail(order, tenant, operator));
    },
    async cancelled(tx, rows) {
      const [order] = rows;
      const tenant = tenantOf(order);
      if (tenant) await outbox(tx).put(`${order.id}/cancelled`, tenant.id, cancelledMail(order, tenant, operator, await takenBack(tx, rows)));
    },
    async failed(tx, rows, failures, cancelling) {
      const [order] = rows;
      const tenantName = tenantOf(order)?.name ?? order.tenant;
      const runs = rows.reduce((sum, { run }) => sum + run, 0);
      const mail = failedMail({ order, tenantName, failures, cancelling }, operator, grafana.url);
      await outbox(tx).put(`${order.id}/failed/${runs}`, null, mail);
    },
  };
}

async function takenBack(tx: Queryable, rows: OrderRows): Promise<TakenBack> {
  const undone = (await stepsOfOrders(tx, rows.map(({ id }) => id))).filter(({ state }) => state === 'undone');
  // What the machines of one order keep for each other until the last is gone is nothing that stays.
  const network = await wasNetworkRemoved(tx, rows[0].id);
  const left = undone.flatMap(({ code, params, message }) =>
    code === null || (code === 'network-kept' && network) ? [] : [{ code, params: params ?? {}, message: message ?? '' }],
  );
  return {
    machines: undone.filter(({ name, code }) => (name === 'clone-template' || name === 'create-vm') && code === null).length,
    network: !left.some(({ code }) => code === 'vnet-left') && network,
    left,
  };
}
