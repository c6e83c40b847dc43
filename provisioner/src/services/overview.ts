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
import { listDeliveredVms, vmFactsOf } from '../store/vms.ts';
import { orderCounts, waitingRunbookSteps } from '../store/waiting-counts.ts';
import { clusterHealth } from './cluster-health.ts';
import { alertsFor, readAlerts } from './firing-alerts.ts';
import { keptFresh, type KeptFresh } from './kept-fresh.ts';
import type { LiveGuests } from './live-guests.ts';
import { protectionOf, type ProtectionParts } from './protection.ts';
import { stateOfVm } from './vms.ts';

export interface OverviewParts extends ProtectionParts {
  config: VigieConfig;
  db: Database;
  clusters: readonly { config: { name: string }; port: ProxmoxPort }[];
  live(cluster: string): Promise<LiveGuests | null>;
  /** How ready the operator is for a recovery. */
  readiness(language: Language): Promise<Readiness | null>;
  log: Log;
}

/** What needs many rows or another server. */
const freshness = { everyMs: 5_000, mostMs: 15_000 };

/** What is wrong and what waits, of what the caller may see. A part that cannot be read is told as such, it does not take the others along. */
export function overviewService(parts: OverviewParts): Services['overview'] {
  const { config, db, clusters, log } = parts;
  const { alertmanager } = config;
  const keptHealth = keptFresh(() => Promise.all(clusters.map(({ config: { name }, port }) => clusterHealth(name, port, log))), freshness);
  const keptAlerts = alertmanager && keptFresh(() => readAlerts(alertmanager.url, log), freshness);
  const proofs = keptFor((scope: Scope) => (scope.all ? '' : scope.tenant), (scope) => proofOf(parts, scope));
  const readinessIn = keptFor((language: Language) => language, (language) => parts.readiness(language));
  return async (caller, language) => {
    const scope = scopeOf(caller);
    const [orders, runbookSteps, vms, health, alerts, proof, readiness] = await Promise.all([
      orderCounts(db, scope),
      caller.operator ? waitingRunbookSteps(db) : 0,
      vmCounts(parts, scope),
      caller.operator ? keptHealth.latest() : null,
      keptAlerts ? keptAlerts.latest().then((list) => alertsFor(scope.all ? null : scope.tenant, list)) : null,
      proofs(scope),
      caller.operator ? readinessIn(language) : null,
    ]);
    return {
      waiting: { ordersToApprove: orders.toApprove, networksToChoose: orders.toChoose, failedOrders: orders.failed, runbookSteps },
      vms, clusters: health, alerts, proof, readiness,
    };
  };
}

/** Keeps one answer for each key, e.g. for each tenant: what one may see is never told to another. */
function keptFor<Key, T>(nameOf: (key: Key) => string, read: (key: Key) => Promise<T>): (key: Key) => Promise<T> {
  const kept = new Map<string, KeptFresh<T>>();
  return (key) => {
    const name = nameOf(key);
    const known = kept.get(name) ?? keptFresh(() => read(key), freshness);
    kept.set(name, known);
    return known.latest();
  };
}

async function vmCounts({ db, live }: OverviewParts, scope: Scope): Promise<Overview['vms']> {
  const rows = await vmFactsOf(db, scope);
  const guests = new Map(await Promise.all([...new Set(rows.map(({ cluster }) => cluster))].map(async (name) => [name, await live(name)] as const)));
  const states = rows.map((row) => stateOfVm(row, guests.get(row.cluster) ?? null));
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
