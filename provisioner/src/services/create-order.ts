import type { VigieConfig } from '@vigie/config/schema';
import type { TenantConfig } from '@vigie/config/tenants';
import { orderStepNames } from '@vigie/contract/order-steps';
import type { OrderRequest } from '@vigie/contract/orders';
import pg from 'pg';
import type { Caller } from '../caller.ts';
import { catalogueFor } from '../catalogue/for-tenant.ts';
import { installsBy } from '../catalogue/installs.ts';
import { priceOf } from '../catalogue/pricing.ts';
import { resolveConfiguration } from '../catalogue/resolve.ts';
import { taxFor } from '../catalogue/tax.ts';
import { ProblemError } from '../problem-error.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { findByKey, keepKey, requestHash, type KeyOwner } from '../store/idempotency.ts';
import { newOrderId } from '../store/ids.ts';
import { insertSteps } from '../store/order-steps.ts';
import { findOrder, insertOrder, type OrderRow } from '../store/orders.ts';
import { systemScope } from '../store/scope.ts';
import { assertOfferRoom } from './offer-room.ts';
import { assertQuota } from './quota.ts';

/**
 * Writes a new order, once for each idempotency key. Throws `unknown-offer`, `unknown-option`, `quota-exceeded`, `limit-exceeded`, `name-taken`,
 * `idempotency-key-reused`, or `invalid-request` for a tenant that may not be named.
 */
export async function createOrder(
  { config, db }: { config: VigieConfig; db: Database },
  caller: Caller,
  request: OrderRequest,
  key: string,
): Promise<OrderRow> {
  const tenant = tenantFor(config, caller, request.tenant);
  const owner: KeyOwner = { tenant: tenant.id, login: caller.login, key };
  const earlier = await orderOfKey(db, owner, request);
  if (earlier) return earlier;
  try {
    return await insert(config, db, caller, tenant, request, owner);
  } catch (error) {
    const constraint = error instanceof pg.DatabaseError ? error.constraint : undefined;
    if (constraint === 'orders_name_taken') {
      // The same request may have been first, in parallel: then its order is the answer.
      const parallel = await orderOfKey(db, owner, request);
      if (parallel) return parallel;
      throw new ProblemError('name-taken', `You already have a machine named ${request.name}, or an order of it.`, [
        { path: 'name', message: 'taken' },
      ]);
    }
    const parallel = constraint === 'idempotency_keys_pkey' ? await orderOfKey(db, owner, request) : null;
    if (parallel) return parallel;
    throw error;
  }
}

async function orderOfKey(db: Database, owner: KeyOwner, request: OrderRequest): Promise<OrderRow | null> {
  const found = await findByKey(db, owner);
  if (!found) return null;
  if (found.hash !== requestHash(request)) {
    throw new ProblemError('idempotency-key-reused', 'This Idempotency-Key was used for another order. Take a new key.');
  }
  return findOrder(db, systemScope, found.orderId);
}

async function insert(
  config: VigieConfig,
  db: Database,
  caller: Caller,
  tenant: TenantConfig,
  request: OrderRequest,
  owner: KeyOwner,
): Promise<OrderRow> {
  const catalogue = catalogueFor(config.catalogue, tenant);
  const resolved = resolveConfiguration(catalogue, request);
  const id = newOrderId();
  const cluster = clusterFor(config);
  const spec = { ...resolved.spec, install: installsBy(cluster, resolved.spec.template) };
  return db.transaction(async (tx) => {
    await assertQuota(tx, config, tenant.id, spec, request.quantity);
    await assertOfferRoom(tx, config, { id, tenant: tenant.id, offer: resolved.offerId, quantity: request.quantity });
    await insertOrder(tx, {
      id,
      tenant: tenant.id,
      offer: resolved.offerId,
      name: request.name,
      options: resolved.choices,
      spec,
      quantity: request.quantity,
      network: request.network,
      ssh_public_key: request.sshPublicKey ?? null,
      cluster: cluster.name,
      price: priceOf(catalogue, resolved, { quantity: request.quantity, language: tenant.language, tax: taxFor(catalogue, tenant) }),
      created_by: caller.login,
    });
    await insertSteps(tx, id, orderStepNames);
    await keepKey(tx, owner, requestHash(request), id);
    await appendAudit(tx, {
      actor: caller.login, tenant: tenant.id, act: 'order.created', object: id,
      detail: { offer: resolved.offerId, name: request.name, options: resolved.choices, network: request.network },
    });
    const order = await findOrder(tx, systemScope, id);
    if (!order) throw new Error('an order vanished in its own transaction');
    return order;
  });
}

/** Orders go to the first cluster of the configuration. */
function clusterFor(config: VigieConfig): VigieConfig['clusters'][number] {
  const [cluster] = config.clusters;
  if (!cluster) throw new Error('the configuration names no cluster');
  return cluster;
}

function tenantFor(config: VigieConfig, caller: Caller, named: string | undefined): TenantConfig {
  if (!caller.operator && named !== undefined) throw invalidTenant('only the operator may name a tenant');
  const id = caller.operator ? named : caller.tenant?.id;
  if (id === undefined) throw invalidTenant('name the tenant that the order is for');
  const tenant = config.tenants.find((candidate) => candidate.id === id);
  if (!tenant) throw invalidTenant('no such tenant');
  return tenant;
}

const invalidTenant = (message: string): ProblemError =>
  new ProblemError('invalid-request', `The tenant cannot be taken: ${message}.`, [{ path: 'tenant', message }]);
