import { z } from 'zod';
import { catalogue, languageQuery } from './catalogue.ts';
import { listOf } from './list.ts';
import { me, type Capability } from './me.ts';
import { network, networkListQuery, networkPool } from './networks.ts';
import { order, orderListQuery, orderRequest, orderSummary, rejectRequest } from './orders.ts';
import { orderId, vmRef } from './primitives.ts';
import type { ProblemCode } from './problem.ts';
import { quote, quoteRequest } from './quotes.ts';
import { vm, vmListQuery } from './vms.ts';

/**
 * One endpoint. `path` is below /api/v1 with `{name}` parameters. `capability` is what the caller needs, null for any known caller.
 * `codes` are its own problem codes, beside those that any endpoint can answer (`commonCodes`).
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly capability: Capability | null;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The request must carry an `Idempotency-Key` header; the same key and body answer the same result for 24 hours. */
  readonly idempotent?: true;
  readonly status: 200 | 201 | 202;
  readonly response: z.ZodType;
  readonly codes: readonly ProblemCode[];
}

export const commonCodes = ['unauthenticated', 'forbidden', 'rate-limited', 'internal', 'not-ready'] as const satisfies readonly ProblemCode[];

const order1 = { params: z.object({ id: orderId }) };

/** The truth about the HTTP API: the provisioner's router, the plugin's client and docs/openapi.json are all made from it. */
export const routes = {
  getMe: { method: 'GET', path: '/me', summary: 'Who the caller is and what they may do', capability: null, status: 200, response: me, codes: [] },
  getCatalogue: {
    method: 'GET', path: '/catalogue', summary: 'Offers and options with prices', capability: 'catalogue:read',
    query: languageQuery, status: 200, response: catalogue, codes: ['invalid-request'],
  },
  createQuote: {
    method: 'POST', path: '/quotes', summary: 'The itemised price of a configuration', capability: 'catalogue:read',
    query: languageQuery, body: quoteRequest, status: 200, response: quote,
    codes: ['invalid-json', 'invalid-request', 'body-too-large', 'unsupported-media-type', 'unknown-offer', 'unknown-option'],
  },
  listOrders: {
    method: 'GET', path: '/orders', summary: 'Orders, newest first', capability: 'order:read',
    query: orderListQuery, status: 200, response: listOf(orderSummary), codes: ['invalid-request'],
  },
  createOrder: {
    method: 'POST', path: '/orders', summary: 'Order a VM', capability: 'order:create',
    body: orderRequest, idempotent: true, status: 201, response: order,
    codes: [
      'invalid-json', 'invalid-request', 'body-too-large', 'unsupported-media-type', 'unknown-offer', 'unknown-option',
      'quota-exceeded', 'name-taken', 'idempotency-key-reused',
    ],
  },
  getOrder: {
    method: 'GET', path: '/orders/{id}', summary: 'One order with its steps', capability: 'order:read',
    ...order1, status: 200, response: order, codes: ['not-found'],
  },
  approveOrder: {
    method: 'POST', path: '/orders/{id}/approve', summary: 'Approve an order: the payment is validated', capability: 'order:decide',
    ...order1, status: 202, response: order, codes: ['not-found', 'wrong-state', 'quota-exceeded'],
  },
  rejectOrder: {
    method: 'POST', path: '/orders/{id}/reject', summary: 'Reject an order with a reason', capability: 'order:decide',
    ...order1, body: rejectRequest, status: 202, response: order,
    codes: ['not-found', 'wrong-state', 'invalid-json', 'invalid-request', 'body-too-large', 'unsupported-media-type'],
  },
  cancelOrder: {
    method: 'POST', path: '/orders/{id}/cancel', summary: 'Withdraw an order that is not approved yet', capability: 'order:create',
    ...order1, status: 202, response: order, codes: ['not-found', 'wrong-state'],
  },
  retryOrder: {
    method: 'POST', path: '/orders/{id}/retry', summary: 'Continue a failed order from its failed step', capability: 'order:retry',
    ...order1, status: 202, response: order, codes: ['not-found', 'wrong-state'],
  },
  listVms: {
    method: 'GET', path: '/vms', summary: 'Virtual machines', capability: 'vm:read',
    query: vmListQuery, status: 200, response: listOf(vm), codes: ['invalid-request'],
  },
  getVm: {
    method: 'GET', path: '/vms/{id}', summary: 'One virtual machine', capability: 'vm:read',
    params: z.object({ id: vmRef }), status: 200, response: vm, codes: ['not-found'],
  },
  listNetworks: {
    method: 'GET', path: '/networks', summary: 'Networks given to tenants', capability: 'network:read',
    query: networkListQuery, status: 200, response: listOf(network), codes: ['invalid-request'],
  },
  listNetworkPools: {
    method: 'GET', path: '/networks/pools', summary: 'Super-networks and how full they are', capability: 'pool:read',
    status: 200, response: listOf(networkPool), codes: [],
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
