import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import type { Queryable } from './database.ts';

/** One act: who (`system` for the daemon), on what, with which facts. Never holds a secret. */
export interface AuditEntry {
  actor: string;
  tenant: string | null;
  act: string;
  object: string;
  detail: Record<string, unknown>;
}

interface AuditRow extends AuditEntry {
  sequence: number;
  at: Date;
  previous: string;
  hash: string;
}

const lockKey = 7003;
const genesis = '0'.repeat(64);

/** Appends to the hash chain. Call it in the transaction of the act itself; the lock lasts until its commit. */
export async function appendAudit(tx: Queryable, entry: AuditEntry): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1, 0)', [lockKey]);
  const { rows } = await tx.query<{ sequence: number; hash: string }>(
    'select sequence, hash from vigie.audit order by sequence desc limit 1',
  );
  const sequence = (rows[0]?.sequence ?? 0) + 1;
  const previous = rows[0]?.hash ?? genesis;
  const at = new Date();
  const hash = hashOf({ ...entry, sequence, at, previous });
  await tx.query(
    `insert into vigie.audit (sequence, at, actor, tenant, act, object, detail, previous, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [sequence, at, entry.actor, entry.tenant, entry.act, entry.object, JSON.stringify(entry.detail), previous, hash],
  );
}

/** Walks the whole chain; `brokenAt` is the first sequence number that does not fit, null when the trail is whole. */
export async function verifyAudit(db: Queryable): Promise<{ entries: number; brokenAt: number | null }> {
  const { rows } = await db.query<AuditRow>('select * from vigie.audit order by sequence');
  let previous = genesis;
  for (const [index, row] of rows.entries()) {
    if (row.sequence !== index + 1 || row.previous !== previous || row.hash !== hashOf(row)) {
      return { entries: rows.length, brokenAt: index + 1 };
    }
    previous = row.hash;
  }
  return { entries: rows.length, brokenAt: null };
}

/** jsonb does not keep the order of keys: the canonical text is hashed. */
function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const content = [row.sequence, row.at.toISOString(), row.actor, row.tenant, row.act, row.object, row.detail, row.previous];
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
