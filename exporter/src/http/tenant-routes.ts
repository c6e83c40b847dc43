import type { Request } from 'express';
import type { Exposition } from '../exposition.ts';
import { sendExposition } from '../send-exposition.ts';
import type { TenantAuth } from '../tenant-auth.ts';
import { addressKey } from './address-key.ts';
import type { Limit } from './limit.ts';
import type { OperatorAuth, Verdict } from './operator-auth.ts';
import { refuse, refuseForNow, refuseToken } from './replies.ts';
import type { Route } from './route.ts';
import { scrapeBudget } from './scrape-budget.ts';

export interface TenantParts {
  /** Rejects when no cluster can be read. */
  scrapeTenant(tenant: string, budgetMs: number): Promise<Exposition>;
  tenantAuth: TenantAuth;
  /** Counts failures by address and tenant. */
  tenantFailures: Limit;
  operatorAuth: OperatorAuth;
  /** Who has a token. */
  tenants: ReadonlySet<string>;
  /** The web configuration has users. */
  hasUsers: () => boolean;
  onRefusedToken: () => void;
}

export function tenantRoutes(parts: TenantParts): Route[] {
  return [
    {
      path: '/tenants/:tenant/metrics',
      access: 'tenant',
      async handle(request, response) {
        const tenant = String(request.params.tenant);
        const verdict = await judge(parts, tenant, request);
        if (verdict === 'refused') return refuseToken(response);
        if (verdict !== 'admitted') return refuseForNow(response, verdict.wait);
        const exposition = await parts.scrapeTenant(tenant, scrapeBudget(request)).catch(() => null);
        if (exposition === null) return refuse(response, 503, 'Proxmox cannot be read');
        await sendExposition(request, response, exposition);
      },
    },
  ];
}

async function judge(parts: TenantParts, tenant: string, request: Request): Promise<Verdict> {
  const header = request.get('authorization');
  // The operator's own Prometheus, which may read all anyway.
  if (parts.hasUsers() && /^Basic /i.test(header ?? '')) {
    const verdict = await parts.operatorAuth(request);
    return verdict === 'admitted' && !parts.tenants.has(tenant) ? 'refused' : verdict;
  }
  // All tenants of a provider may come from one address: one of them must not lock out another.
  const key = `${addressKey(request.socket.remoteAddress)} ${tenant.slice(0, 64)}`;
  const wait = parts.tenantFailures.waitMs(key);
  if (wait > 0) return { wait };
  if (parts.tenantAuth(tenant, header)) return 'admitted';
  parts.tenantFailures.count(key);
  parts.onRefusedToken();
  return 'refused';
}
