import { createHash } from 'node:crypto';
import type { OrderRequest } from '@vigie/contract/orders';
import type { Queryable } from './database.ts';

/** Whose key: keys of different tenants or people never meet. */
export interface KeyOwner {
  tenant: string;
  login: string;
  key: string;
}

/** A request's fingerprint: equal requests have equal ones, whatever the order of their keys. */
export function requestHash(request: OrderRequest): string {
  const options = Object.entries(request.options).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = [
    request.offer,
    request.name,
    options,
    request.quantity,
    request.network,
    request.sshPublicKey ?? null,
    request.tenant ?? null,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The order that a key made in the last 24 hours. */
export async function findByKey(db: Queryable, owner: KeyOwner): Promise<{ orderId: string; hash: string } | null> {
  const { rows } = await db.query<{ order_id: string; request_hash: string }>(
    `select order_id, request_hash from vigie.idempotency_keys
     where tenant = $1 and login = $2 and key = $3 and created_at > now() - interval '24 hours'`,
    [owner.tenant, owner.login, owner.key],
  );
  return rows[0] ? { orderId: rows[0].order_id, hash: rows[0].request_hash } : null;
}

/** Keeps the key in the order's transaction; a parallel request with the same key waits here, then breaks the primary key. */
export async function keepKey(tx: Queryable, owner: KeyOwner, hash: string, orderId: string): Promise<void> {
  await tx.query(
    `delete from vigie.idempotency_keys where tenant = $1 and login = $2 and key = $3 and created_at <= now() - interval '24 hours'`,
    [owner.tenant, owner.login, owner.key],
  );
  await tx.query('insert into vigie.idempotency_keys (tenant, login, key, request_hash, order_id) values ($1, $2, $3, $4, $5)', [
    owner.tenant,
    owner.login,
    owner.key,
    hash,
    orderId,
  ]);
}
