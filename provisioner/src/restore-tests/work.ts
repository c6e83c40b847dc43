import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadedConfig } from '@vigie/config/load';
import type { RestoreTestPhaseName } from '@vigie/contract/restore-test-phases';
import type { RestoreTest } from '@vigie/contract/restore-tests';
import type { SignedDocument } from '@vigie/contract/signed-document';
import { because } from '@vigie/contract/step-reasons';
import { effectivePolicy } from '../backups/policies.ts';
import { backupsOf } from '../backups/storage-list.ts';
import type { ClusterConnection } from '../cluster-connection.ts';
import type { Log } from '../log.ts';
import { StepFailure } from '../steps/failure.ts';
import { appendAudit } from '../store/audit.ts';
import { inventoryOf, isOwnBackup, lastInventory } from '../store/backup-runs.ts';
import type { Database } from '../store/database.ts';
import type { SdnPort } from '../steps/ports.ts';
import { endedWithReservation, freeLabVmid, reservationOf, reservedVmids, reserveLabVmid } from '../store/lab-reservations.ts';
import { taskNotes } from '../store/proxmox-tasks.ts';
import { checksOf, phaseEnded, phaseRetries, phaseStarted, phaseState, phasesOf, skipPhases, type PhaseRow } from '../store/restore-test-phases.ts';
import { beginTest, cancelledBy, endTest, findTest, noteFacts, recordFigures, type RestoreTestRow } from '../store/restore-tests.ts';
import { systemScope } from '../store/scope.ts';
import { conclude } from './conclude.ts';
import { cleanup } from './phases/cleanup.ts';
import { closingPhases, decidingPhases } from './phases/index.ts';
import type { Facts, TestContext } from './ports.ts';
import type { TestWork } from './run.ts';
import { testView } from './view.ts';

export interface TestWorkParts {
  config: LoadedConfig['config'];
  db: Database;
  clusters: readonly ClusterConnection[];
  sdn(cluster: string): SdnPort;
  /** Makes the signed evidence of a test whose verdict stands. */
  sign(test: RestoreTest): SignedDocument;
  /** Tells people how a test ended; may be called again for the same test. */
  notify(test: RestoreTest): Promise<void>;
}

const deciding: readonly RestoreTestPhaseName[] = decidingPhases.map(({ name }) => name);
const phases = new Map([...decidingPhases, ...closingPhases].map((phase) => [phase.name, phase]));

/** Joins the body of a test to its phases, their ports and the rows that people read. */
export function testWork(parts: TestWorkParts): TestWork {
  const { db } = parts;
  return {
    deciding,
    begin: (id) => beginTest(db, id),
    stateOf: (id, phase) => phaseState(db, id, phase),
    cancelledBy: (id) => cancelledBy(db, id),
    started: (id, phase) => phaseStarted(db, id, phase),
    async run(id, phase) {
      const found = phases.get(phase);
      if (!found) throw new Error(`no phase ${phase}`);
      return found.run(await contextFor(parts, await testOf(db, id)));
    },
    retries: (id, phase, why) => phaseRetries(db, id, phase, why),
    ended: (id, phase, end) => db.transaction((tx) => phaseEnded(tx, id, phase, end)),
    skipRest: (id, why) => skipPhases(db, id, deciding, why),
    end: (id) => end(parts, id, null),
    async notify(id) {
      const test = await testOf(db, id);
      if (test.state === 'done') await parts.notify(await viewOf(db, test));
    },
  };
}

/** Looks again at what ended tests left behind; a VMID is free again when nothing is left under it. */
export async function removeLeftovers(parts: TestWorkParts, log: Log): Promise<void> {
  const { db } = parts;
  for (const id of await endedWithReservation(db)) {
    try {
      const row = await testOf(db, id);
      const [seen] = await cleanup.run(await contextFor(parts, row));
      if (!seen?.passed) continue;
      await appendAuditOf(db, row, 'restore-test.leftovers-removed');
    } catch (error) {
      log.warn({ err: error, test: id }, 'what a restore test left behind could not be removed, it is tried again');
    }
  }
}

const appendAuditOf = (db: Database, { id, tenant }: RestoreTestRow, act: string) =>
  db.transaction((tx) => appendAudit(tx, { actor: 'system', tenant, act, object: id, detail: {} }));

/** Ends the test with what its phases say, if it has not ended; the hash of its evidence goes into the audit trail with it. */
async function end({ db }: TestWorkParts, id: string, sign: ((test: RestoreTest) => SignedDocument) | null): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await findTest(tx, systemScope, id);
    if (row?.state !== 'running') return;
    const rows = await phasesOf(tx, id);
    const conclusion = conclude(rows, deciding);
    const ended: RestoreTestRow = {
      ...row, state: conclusion.state, verdict: conclusion.verdict, ended_at: new Date(),
      code: conclusion.reason?.code ?? null, params: conclusion.reason?.params ?? null, message: conclusion.reason?.message ?? null,
    };
    const evidence = sign ? sign(testView(ended, rows.map(asSigned), await checksOf(tx, id), false)) : null;
    if (evidence) await phaseEnded(tx, id, 'evidence', { state: 'passed', why: null, checks: [] });
    await endTest(tx, id, { ...conclusion, endedAt: ended.ended_at ?? new Date(), evidence });
    const detail = { vm: row.vm_id, verdict: conclusion.verdict, volume: row.volume, ...(evidence && { evidenceSha256: evidence.sha256 }) };
    await appendAudit(tx, { actor: 'system', tenant: row.tenant, act: `restore-test.${conclusion.state}`, object: id, detail });
  });
}

/** The phase that signs is over when its document is there. */
const asSigned = (row: PhaseRow): PhaseRow => (row.name === 'evidence' ? { ...row, state: 'passed', ended_at: new Date() } : row);

async function testOf(db: Database, id: string): Promise<RestoreTestRow> {
  const test = await findTest(db, systemScope, id);
  if (!test) throw new Error(`there is no restore test ${id}`);
  return test;
}

/** What a tenant may read of it: evidence and messages go out of the house. */
export async function viewOf(db: Database, row: RestoreTestRow): Promise<RestoreTest> {
  return testView(row, await phasesOf(db, row.id), await checksOf(db, row.id), false);
}

async function contextFor(parts: TestWorkParts, row: RestoreTestRow): Promise<TestContext> {
  const { config, db, clusters, sdn, sign } = parts;
  const cluster = clusters.find((candidate) => candidate.config.name === row.cluster);
  if (!cluster) throw new StepFailure(because('cluster-unconfigured', { cluster: row.cluster }));
  const { lab, storage } = cluster.config;
  const facts: Facts = { ...row.facts };
  return {
    test: {
      id: row.id, vmId: row.vm_id, vmName: row.vm_name, vmid: row.vmid, tenant: row.tenant, cluster: row.cluster,
      wantedVolume: row.wanted_volume, rtoSeconds: row.rto_seconds, rpoSeconds: row.rpo_seconds, startedAt: row.started_at ?? row.created_at,
    },
    lab: { ...lab, storage: lab.storage ?? storage },
    ports: (await effectivePolicy(db, config, row.tenant)).ports,
    settings: config.resilience,
    pve: cluster.port,
    tasks: taskNotes(db),
    backups: { list: () => backupsOf(cluster.port, row.vmid) },
    inventory: {
      ofBackup: (volume) => inventoryOf(db, row.vm_id, volume),
      madeByUs: (volume) => isOwnBackup(db, row.vm_id, volume),
      last: () => lastInventory(db, row.vm_id),
    },
    reservations: {
      own: () => reservationOf(db, row.id),
      take: (occupied) => reserveLabVmid(db, row, lab.vmids, occupied),
      free: () => freeLabVmid(db, row.id),
      all: () => reservedVmids(db, row.cluster),
    },
    evidence: { sign: () => end(parts, row.id, sign) },
    facts,
    async note(more) {
      await noteFacts(db, row.id, more);
      Object.assign(facts, more);
    },
    record: (figures) => recordFigures(db, row.id, figures),
    cancelled: async () => (await cancelledBy(db, row.id)) !== null,
    sdn: sdn(row.cluster),
    clock: { now: () => new Date(), sleep: async (milliseconds) => void (await sleep(milliseconds)) },
  };
}
