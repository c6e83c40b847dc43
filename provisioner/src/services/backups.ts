import type { VigieConfig } from '@vigie/config/schema';
import type { BackupRun } from '@vigie/contract/backups';
import { refOf } from '../backups/backup-runs.ts';
import { effectivePolicy } from '../backups/policies.ts';
import { backupsOf } from '../backups/storage-list.ts';
import type { Caller } from '../caller.ts';
import type { Runs } from '../engine/runs.ts';
import type { Log } from '../log.ts';
import { ProblemError } from '../problem-error.ts';
import type { BackupServices } from '../services.ts';
import type { ProxmoxPort } from '../steps/ports.ts';
import { appendAudit } from '../store/audit.ts';
import { findRun, insertRun, listRuns, runUnderWay, type BackupRunRow } from '../store/backup-runs.ts';
import { decodeCursor, pageOf } from '../store/cursor.ts';
import type { Queryable } from '../store/database.ts';
import { narrow, scopeOf, systemScope } from '../store/scope.ts';
import { findVm, listDeliveredVms, type VmRow } from '../store/vms.ts';
import { backupPolicyService } from './backup-policies.ts';
import { backupRunView } from './backup-view.ts';
import { assertOrderKept } from './kept-order.ts';
import { protectionOf, type ProtectionParts } from './protection.ts';
import { restorePointsOf } from './restore-points.ts';

export interface BackupServiceParts extends ProtectionParts {
  config: VigieConfig;
  engine: Pick<Runs, 'begin'>;
  /** The port of a configured cluster. */
  pve(cluster: string): ProxmoxPort | undefined;
  log: Log;
}

/** Backups as people may ask for them. */
export function backupService(parts: BackupServiceParts): BackupServices {
  const { db, engine } = parts;
  const view = (caller: Caller, row: BackupRunRow) => backupRunView(row, caller.operator);
  return {
    ...backupPolicyService(parts),
    async protection(caller, { limit, cursor, vm, tenant }) {
      const rows = await listDeliveredVms(db, narrow(scopeOf(caller), tenant), { limit, after: decodeCursor(cursor), vm });
      const shown = pageOf(rows, limit, (row) => row);
      return { ...shown, items: await protectionOf(parts, shown.items) };
    },
    async restorePoints(caller, id) {
      const vm = await visibleVm(db, caller, id);
      const backups = await readBackups(parts, vm);
      return { items: (await restorePointsOf(db, [{ vmId: vm.id, backups }])).get(vm.id) ?? [] };
    },
    async create(caller, id) {
      const vm = await visibleVm(db, caller, id);
      if (vm.delivered_at === null) throw new ProblemError('wrong-state', `The machine ${vm.name} is not delivered yet.`);
      const run = (await request(parts, caller, vm)) ?? (await runUnderWay(db, vm.id)) ?? (await request(parts, caller, vm));
      if (!run) throw new ProblemError('wrong-state', `A backup of ${vm.name} has just ended. Ask again.`);
      await engine.begin(refOf(run));
      return view(caller, run);
    },
    async runs(caller, { limit, cursor, vm, tenant, state }) {
      const rows = await listRuns(db, narrow(scopeOf(caller), tenant), { limit, after: decodeCursor(cursor), vm, state });
      return pageOf(rows, limit, (row): BackupRun => view(caller, row));
    },
    async run(caller, id) {
      const row = await findRun(db, scopeOf(caller), id);
      if (!row) throw new ProblemError('not-found', `There is no backup ${id}.`);
      return view(caller, row);
    },
  };
}

async function visibleVm(db: Queryable, caller: Caller, id: string): Promise<VmRow> {
  const vm = await findVm(db, scopeOf(caller), id);
  if (!vm) throw new ProblemError('not-found', `There is no machine ${id}.`);
  return vm;
}

/** Writes a run that a person asked for; null when the machine has one under way. */
async function request({ db, config }: BackupServiceParts, caller: Caller, vm: VmRow): Promise<BackupRunRow | null> {
  const { storage } = await effectivePolicy(db, config, vm.tenant);
  return db.transaction(async (tx) => {
    await assertOrderKept(tx, vm);
    const id = await insertRun(tx, { vm, origin: 'manual', slot: null, requestedBy: caller.login, storage });
    if (id === null) return null;
    await appendAudit(tx, { actor: caller.login, tenant: vm.tenant, act: 'backup.requested', object: id, detail: { vm: vm.id, storage } });
    return findRun(tx, systemScope, id);
  });
}

async function readBackups({ pve, log }: BackupServiceParts, vm: VmRow) {
  const port = pve(vm.cluster);
  try {
    if (!port) throw new Error(`the cluster ${vm.cluster} is not in the configuration`);
    return await backupsOf(port, vm.vmid);
  } catch (error) {
    log.warn({ err: error, vm: vm.id }, 'the backups of a machine cannot be read from Proxmox');
    throw new ProblemError('proxmox-unreadable', 'The backups cannot be read from Proxmox at the moment. Try again in a moment.');
  }
}
