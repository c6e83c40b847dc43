import type { BastionSync, BastionTenant } from '@vigie/contract/bastion';
import { tenantId } from '@vigie/contract/primitives';
import { verdictOf } from '../engine/verdict.ts';
import type { Schedule } from '../engine/work-kind.ts';
import type { Log } from '../log.ts';
import type { BastionPort } from '../steps/ports.ts';
import { noteBastionCheck } from '../store/bastion-check.ts';
import type { Database } from '../store/database.ts';
import { ordersOf, reachableTenants, reachableVms } from '../store/reach.ts';
import { bringInLine } from './bring-in-line.ts';

export interface BastionSyncParts {
  bastion: BastionPort;
  db: Database;
  log: Log;
}

/** Logins at a time: sshd lets in ten that are not through yet, and orders need it too. */
const width = 4;

/**
 * Brings the lines of all tenants to what the store says. A file that no order of ours accounts for is left alone. Throws when the bastion
 * cannot be asked at all; what goes wrong with one tenant is told of that one.
 */
export async function syncBastion({ bastion, db, log }: BastionSyncParts): Promise<BastionSync> {
  const at = new Date();
  const tenants: BastionTenant[] = [];
  try {
    const there = (await bastion.tenants()).filter((name) => tenantId.safeParse(name).success);
    const reachable = new Set(await reachableTenants(db));
    const left = [...new Set([...reachable, ...there])].sort();
    const one = async (tenant: string): Promise<BastionTenant> => {
      try {
        if (!reachable.has(tenant) && !(await isOurs({ bastion, db }, tenant))) return { tenant, state: 'foreign', added: 0, removed: 0 };
        const changes = await bringInLine(bastion, tenant, (name) => reachableVms(db, name));
        return { tenant, state: changes.added + changes.removed > 0 ? 'changed' : 'in-line', ...changes };
      } catch (error) {
        const { message, technical } = verdictOf(error);
        log.warn({ tenant, technical }, 'the lines of a tenant cannot be brought in line on the bastion');
        return { tenant, state: 'failed', added: 0, removed: 0, problem: message };
      }
    };
    const work = async () => {
      for (let tenant = left.shift(); tenant !== undefined; tenant = left.shift()) tenants.push(await one(tenant));
    };
    await Promise.all(Array.from({ length: width }, work));
  } catch (error) {
    await noteBastionCheck(db, { checkedAt: at, inLine: false });
    throw error;
  }
  await noteBastionCheck(db, { checkedAt: at, inLine: tenants.every(({ state }) => state !== 'failed') });
  return { at: at.toISOString(), tenants: tenants.sort((a, b) => a.tenant.localeCompare(b.tenant)) };
}

/** Of a tenant without machines: each of its lines names an order of its own. */
async function isOurs({ bastion, db }: Pick<BastionSyncParts, 'bastion' | 'db'>, tenant: string): Promise<boolean> {
  const orders = (await bastion.linesOf(tenant)).map((line) => line.split(' ')[3] ?? '');
  const known = await ordersOf(db, tenant, orders);
  return orders.every((order) => known.has(order));
}

/** What was lost on the bastion, and what a step that failed left there, is put right by itself. */
export function bastionSchedule(parts: BastionSyncParts): Schedule {
  return {
    name: 'bastion-sync',
    cron: '*/10 * * * *',
    async run() {
      try {
        const { tenants } = await syncBastion(parts);
        const changed = tenants.filter(({ state }) => state === 'changed');
        if (changed.length > 0) parts.log.warn({ changed }, 'the bastion was brought in line');
      } catch (error) {
        parts.log.warn({ technical: verdictOf(error).technical }, 'the bastion cannot be brought in line');
      }
    },
  };
}
