import type { VigieConfig } from '@vigie/config/schema';
import type { TenantConfig } from '@vigie/config/tenants';
import { orderStepNames } from '@vigie/contract/order-steps';
import { longestGroupName, machineNames } from '@vigie/contract/machine-names';
import type { OrderRequest } from '@vigie/contract/orders';
import { machineName } from '@vigie/contract/primitives';
import pg from 'pg';
import type { Caller } from '../caller.ts';
import { catalogueFor } from '../catalogue/for-tenant.ts';
import { installsBy } from '../catalogue/installs.ts';
import { priceOf } from '../catalogue/pricing.ts';
import { resolveConfiguration, type ResolvedConfiguration } from '../catalogue/resolve.ts';
import { taxFor } from '../catalogue/tax.ts';
import { ProblemError } from '../problem-error.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { findByKey, keepKey, requestHash, type KeyOwner } from '../store/idempotency.ts';
import { newOrderId } from '../store/ids.ts';
import { insertSteps } from '../store/order-steps.ts';
import { takenNames } from '../store/order-groups.ts';
import { findOrder, insertOrder, type NewOrder, type OrderRow } from '../store/orders.ts';
import { systemScope } from '../store/scope.ts';
import { assertOfferRoom } from './offer-room.ts';
import { assertQuota } from './quota.ts';

/**
 * Writes a new order, once for each idempotency key, with a row for each machine; answers their lead. Throws `unknown-offer`,
 * `unknown-option`, `quota-exceeded`, `limit-exceeded`, `name-taken`, `idempotency-key-reused`, or `invalid-request` for a tenant that may
 * not be named or a name that is too long for several machines.
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
      throw nameTaken(await takenNames(db, tenant.id, machineNames(request.name, request.quantity)), request.name);
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
  const rows = rowsOf({ ...config, catalogue }, caller, tenant, request, resolved);
  const { id } = rows[0];
  return db.transaction(async (tx) => {
    await assertQuota(tx, config, tenant.id, resolved.spec, request.quantity);
    await assertOfferRoom(tx, config, { tenant: tenant.id, offer: resolved.offerId, quantity: request.quantity });
    for (const row of rows) {
      await insertOrder(tx, row);
      await insertSteps(tx, row.id, orderStepNames);
      const { offer, name, options, network, lead } = row;
      await appendAudit(tx, {
        actor: caller.login, tenant: tenant.id, act: 'order.created', object: row.id,
        detail: { offer, name, options, network, ...(lead !== null && { lead }) },
      });
    }
    await keepKey(tx, owner, requestHash(request), id);
    const order = await findOrder(tx, systemScope, id);
    if (!order) throw new Error('an order vanished in its own transaction');
    return order;
  });
}

/**
 * A row for each machine. The price is that of the first, their lead, and of all. Ids of one instant are random: the lead gets the
 * smallest.
 */
function rowsOf(
  config: VigieConfig,
  caller: Caller,
  tenant: TenantConfig,
  request: OrderRequest,
  resolved: ResolvedConfiguration,
): [NewOrder, ...NewOrder[]] {
  const { quantity } = request;
  const names = machineNames(request.name, quantity);
  if (!names.every((name) => machineName.safeParse(name).success)) {
    const message = `a name has at most ${longestGroupName} characters when several machines are ordered`;
    throw new ProblemError('invalid-request', `The machines cannot be named after "${request.name}": ${message}.`, [{ path: 'name', message }]);
  }
  const [first = '', ...others] = names.map(newOrderId).sort();
  const cluster = clusterFor(config);
  const price = priceOf(config.catalogue, resolved, { quantity, language: tenant.language, tax: taxFor(config.catalogue, tenant) });
  const lead: NewOrder = {
    id: first,
    tenant: tenant.id,
    offer: resolved.offerId,
    name: names[0] ?? request.name,
    options: resolved.choices,
    spec: { ...resolved.spec, install: installsBy(cluster, resolved.spec.template) },
    quantity,
    lead: null,
    network: request.network,
    ssh_public_key: request.sshPublicKey ?? null,
    cluster: cluster.name,
    price,
    created_by: caller.login,
  };
  const nothing = { ...price, lines: [], net: 0, tax: price.tax && { ...price.tax, amount: 0 }, gross: 0, total: 0 };
  return [lead, ...others.map((id, index) => ({ ...lead, id, name: names[index + 1] ?? '', quantity: 1, lead: first, price: nothing }))];
}

/** Says which, when the machines of one order have several names. */
function nameTaken(taken: readonly string[], asked: string): ProblemError {
  const which = taken.length === 0 ? asked : taken.join(', ');
  return new ProblemError('name-taken', `You already have a machine named ${which}, or an order of it.`, [
    { path: 'name', message: taken.length === 0 || taken[0] === asked ? 'taken' : `taken: ${which}` },
  ]);
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
