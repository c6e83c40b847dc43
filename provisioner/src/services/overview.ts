import type { VigieConfig } from '@vigie/config/schema';
import type { Overview } from '@vigie/contract/overview';
import type { VmProtection } from '@vigie/contract/protection';
import type { Language } from '@vigie/contract/primitives';
import type { Readiness } from '@vigie/contract/readiness';
import { vmState } from '@vigie/contract/vms';
import type { Log } from '../log.ts';
import type { Services } from '../services.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import type { Database } from '../store/database.ts';
import { scopeOf, type Scope } from '../store/scope.ts';
import { listDeliveredVms, listVms } from '../store/vms.ts';
import { orderCounts, waitingRunbookSteps } from '../store/waiting-counts.ts';
import { clusterHealth } from './cluster-health.ts';
import { firingAlerts } from './firing-alerts.ts';
import type { LiveGuests } from './live-guests.ts';
import { protectionOf, type ProtectionParts } from './protection.ts';
import { vmView } from './vms.ts';

export interface OverviewParts extends ProtectionParts {
  config: VigieConfig;
  db: Database;
  clusters: readonly { config: { name: string }; port: ProxmoxPort }[];
  live(cluster: string): Promise<LiveGuests | null>;
  /** How ready the operator is for a recovery. */
  readiness(language: Language): Promise<Readiness | null>;
  log: Log;
}

/** What is wrong and what waits, of what the caller may see. A part that cannot be read is told as such, it does not take the others along. */
export function overviewService(parts: OverviewParts): Services['overview'] {
  const { config, db, clusters, log } = parts;
  return async (caller, language) => {
    const scope = scopeOf(caller);
    const [orders, runbookSteps, vms, health, alerts, proof, readiness] = await Promise.all([
      orderCounts(db, scope),
      caller.operator ? waitingRunbookSteps(db) : 0,
      vmCounts(parts, scope),
      caller.operator ? Promise.all(clusters.map(({ config: { name }, port }) => clusterHealth(name, port, log))) : null,
      config.alertmanager ? firingAlerts(config.alertmanager.url, scope.all ? null : scope.tenant, log) : null,
      proofOf(parts, scope),
      caller.operator ? parts.readiness(language) : null,
    ]);
    return {
      waiting: { ordersToApprove: orders.toApprove, networksToChoose: orders.toChoose, failedOrders: orders.failed, runbookSteps },
      vms, clusters: health, alerts, proof, readiness,
    };
  };
}

async function vmCounts({ db, live }: OverviewParts, scope: Scope): Promise<Overview['vms']> {
  const rows = await listVms(db, scope, { limit: null, after: null });
  const states = await Promise.all(rows.map(async (row) => vmView(row, await live(row.cluster)).state));
  const count = (state: (typeof states)[number]) => states.filter((one) => one === state).length;
  return Object.fromEntries(vmState.options.map((state) => [state, count(state)])) as Overview['vms'];
}

async function proofOf(parts: OverviewParts, scope: Scope): Promise<Overview['proof']> {
  return proofCounts(await protectionOf(parts, await listDeliveredVms(parts.db, scope, { limit: null, after: null })));
}

/** A machine whose backups cannot be read counts as not protected: nobody knows better. */
export function proofCounts(machines: readonly VmProtection[]): Overview['proof'] {
  const passed = machines.map(({ lastPassedAt }) => lastPassedAt).toSorted((a, b) => (a ?? '').localeCompare(b ?? ''));
  return {
    vms: machines.length,
    withinRpo: machines.filter(({ withinRpo }) => withinRpo).length,
    proven: machines.filter(({ proven }) => proven).length,
    failedTests: machines.filter(({ lastTest }) => lastTest?.verdict === 'failed').length,
    oldestProofAt: passed[0] ?? null,
  };
}
