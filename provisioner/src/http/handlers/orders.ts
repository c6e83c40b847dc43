import type { Handler } from '../handler.ts';

export const listOrders: Handler<'listOrders'> = ({ orders }, { caller, query }) => orders.list(caller, query);

export const createOrder: Handler<'createOrder'> = ({ orders }, { caller, body, idempotencyKey }) =>
  orders.create(caller, body, idempotencyKey);

export const getOrder: Handler<'getOrder'> = ({ orders }, { caller, params }) => orders.get(caller, params.id);

export const approveOrder: Handler<'approveOrder'> = ({ orders }, { caller, params }) => orders.approve(caller, params.id);

export const rejectOrder: Handler<'rejectOrder'> = ({ orders }, { caller, params, body }) => orders.reject(caller, params.id, body.reason);

export const cancelOrder: Handler<'cancelOrder'> = ({ orders }, { caller, params }) => orders.cancel(caller, params.id);

export const chooseNetwork: Handler<'chooseNetwork'> = ({ orders }, { caller, params, body }) =>
  orders.chooseNetwork(caller, params.id, body.network);

export const retryOrder: Handler<'retryOrder'> = ({ orders }, { caller, params }) => orders.retry(caller, params.id);
