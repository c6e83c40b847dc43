import type { BackupPolicy } from '@vigie/contract/backup-policies';
import type { BackupRun } from '@vigie/contract/backups';
import type { Execution } from '@vigie/contract/executions';
import type { Overview } from '@vigie/contract/overview';
import type { RestoreTest } from '@vigie/contract/restore-tests';
import type { Runbook } from '@vigie/contract/runbooks';
import type { SignedDocument } from '@vigie/contract/signed-document';

const at = '2026-11-21T08:30:00.000Z';
const machine = { vm: 'vm_0000000000000001', vmName: 'web-01', vmid: 20_000, tenant: 'acme' };

export const backupRun: BackupRun = {
  id: 'bak_0000000000000001', ...machine, origin: 'manual', state: 'queued', progress: null, requestedBy: 'ann', createdAt: at,
  consistent: null, canary: false,
};

export const backupPolicy: BackupPolicy = {
  tenant: 'acme', own: false, nextBackupAt: at, nextRestoreTestAt: at,
  settings: {
    schedule: '30 1 * * *', timeZone: 'UTC', storage: 'pbs', keep: { daily: 14 }, rpoMinutes: 1560, rtoMinutes: 60,
    restoreTest: { schedule: '30 3 * * *', windowDays: 30 }, ports: [22],
  },
};

export const restoreTest: RestoreTest = {
  id: 'rst_0000000000000001', ...machine, cluster: 'demo', origin: 'manual', state: 'queued', verdict: null, backup: null, rtaSeconds: null,
  rpaSeconds: null, rtoSeconds: 3600, rpoSeconds: 93_600, requestedBy: 'ann', createdAt: at, phases: [], checks: [], leftovers: null,
};

export const signed: SignedDocument = {
  canonical: '{}', sha256: '0'.repeat(64), algorithm: 'ed25519', signature: '', publicKey: '', keyId: '', signedAt: at, html: '',
};

export const runbook: Runbook = {
  slug: 'vm-lost', title: 'One VM lost', covers: 'A machine', rtoMinutes: 60, destructiveSteps: 0, lastRehearsal: null, openExecutions: [],
  body: '', parameters: [], steps: [],
};

export const execution: Execution = {
  id: 'exe_0000000000000001', runbook: 'vm-lost', title: 'One VM lost', mode: 'rehearsal', state: 'running', reason: 'yearly', parameters: [],
  startedBy: 'ann', startedAt: at, rtoSeconds: 3600, steps: [], journal: [],
};

export const overview: Overview = {
  waiting: { ordersToApprove: 0, networksToChoose: 0, failedOrders: 0, runbookSteps: 0 },
  vms: { running: 1, stopped: 0, paused: 0, unknown: 0, deploying: 0, 'pending-delete': 0 },
  clusters: null, alerts: null, proof: { vms: 1, withinRpo: 1, proven: 0, failedTests: 0, oldestProofAt: null }, readiness: null,
};
