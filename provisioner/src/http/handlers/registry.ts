import type { RouteName } from '@vigie/contract/routes';
import type { Handler } from '../handler.ts';
import { createQuote, getCatalogue } from './catalogue.ts';
import { getMe } from './me.ts';
import { listNetworkPools, listNetworks } from './networks.ts';
import { approveOrder, cancelOrder, createOrder, getOrder, listOrders, rejectOrder, retryOrder } from './orders.ts';
import { getVm, listVms } from './vms.ts';

/** One handler for each route of the contract: a new route does not compile until it has one. */
export const handlers = {
  getMe,
  getCatalogue,
  createQuote,
  listOrders,
  createOrder,
  getOrder,
  approveOrder,
  rejectOrder,
  cancelOrder,
  retryOrder,
  listVms,
  getVm,
  listNetworks,
  listNetworkPools,
} satisfies { [Name in RouteName]: Handler<Name> };
