import type { BackupPolicy } from '@vigie/contract/backup-policies';
import type { BackupRun, RestorePoint } from '@vigie/contract/backups';
import type { Overview } from '@vigie/contract/overview';
import type { VmProtection } from '@vigie/contract/protection';
import { restoreTestPhaseNames } from '@vigie/contract/restore-test-phases';
import type { RestoreTest, RestoreTestSummary } from '@vigie/contract/restore-tests';
import { because } from '@vigie/contract/step-reasons';
import type { Verdict } from '@vigie/contract/verdict';

export const vmId = 'vm_0000000000000001';
export const testId = 'rst_0000000000000001';
const volume = 'pbs:backup/vm/20000/2026-11-21T01:30:00Z';
const day = 86_400;

export const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

export const point: RestorePoint = {
  volume,
  takenAt: hoursAgo(6),
  storage: 'pbs',
  state: 'complete',
  sizeBytes: 2 ** 30,
  verification: 'ok',
  encrypted: false,
  protected: false,
  origin: 'schedule',
};

export const protection: VmProtection = {
  vm: vmId,
  vmName: 'web-01',
  vmid: 20_000,
  tenant: 'acme',
  cluster: 'demo',
  points: [point],
  lastBackupAt: point.takenAt,
  rpoSeconds: day,
  withinRpo: true,
  lastTest: null,
  lastPassedAt: null,
  proofDueAt: hoursAgo(-48),
  proven: false,
};

export const backupRun: BackupRun = {
  id: 'bak_0000000000000001',
  vm: vmId,
  vmName: 'web-01',
  vmid: 20_000,
  tenant: 'acme',
  origin: 'manual',
  state: 'running',
  progress: 0.42,
  requestedBy: 'admin',
  createdAt: hoursAgo(0.1),
  startedAt: hoursAgo(0.1),
  consistent: null,
  canary: true,
};

export const policy: BackupPolicy = {
  tenant: 'acme',
  own: false,
  settings: {
    schedule: '30 1 * * *',
    timeZone: 'Europe/Paris',
    storage: 'pbs',
    keep: { daily: 7, weekly: 4 },
    rpoMinutes: 1440,
    rtoMinutes: 15,
    restoreTest: { schedule: '0 3 * * *', windowDays: 7 },
    ports: [22, 443],
  },
  nextBackupAt: hoursAgo(-5),
  nextRestoreTestAt: hoursAgo(-7),
};

/** A test that has ended with this verdict; null is one in its restore phase. */
export function restoreTestOf(verdict: Verdict | null, changes: Partial<RestoreTest> = {}): RestoreTest {
  const running = verdict === null;
  const at = restoreTestPhaseNames.indexOf('restore');
  const passed = verdict === 'passed';
  return {
    id: testId,
    vm: vmId,
    vmName: 'web-01',
    vmid: 20_000,
    tenant: 'acme',
    cluster: 'demo',
    origin: 'manual',
    state: running ? 'running' : 'done',
    verdict,
    ...(verdict === 'failed' && { reason: because('restore-failed') }),
    backup: { volume, takenAt: point.takenAt },
    rtaSeconds: passed ? 161 : null,
    rpaSeconds: passed ? 6 * 3600 : null,
    rtoSeconds: 900,
    rpoSeconds: day,
    requestedBy: 'admin',
    createdAt: hoursAgo(1),
    startedAt: hoursAgo(1),
    ...(!running && { endedAt: hoursAgo(0.9) }),
    phases: restoreTestPhaseNames.map((name, index) => {
      const last = name === 'cleanup' || name === 'evidence';
      const state = running
        ? (['passed', 'running', 'pending'] as const)[Math.sign(index - at) + 1]!
        : passed || last || index < at
          ? 'passed'
          : index === at
            ? (verdict ?? 'failed')
            : 'skipped';
      const began = state !== 'pending' && state !== 'skipped';
      return {
        name,
        state,
        ...(began && { startedAt: hoursAgo(1 - index / 200) }),
        ...(began && state !== 'running' && { endedAt: hoursAgo(1 - (index + 1) / 200) }),
      };
    }),
    checks: [
      { name: 'backup-complete', phase: 'select', passed: true, expected: 'complete', seen: 'complete' },
      ...(passed
        ? [{ name: 'port' as const, phase: 'service' as const, subject: '443', passed: true, expected: 'open', seen: 'open' }]
        : []),
    ],
    leftovers: running ? null : [],
    ...(!running && { evidence: { sha256: 'a'.repeat(64), signedAt: hoursAgo(0.9) } }),
    ...changes,
  };
}

export const restoreTestSummary = (verdict: Verdict | null, changes: Partial<RestoreTestSummary> = {}): RestoreTestSummary => {
  const { phases, checks, leftovers, evidence, ...summary } = restoreTestOf(verdict);
  return { ...summary, ...changes };
};

export const overview: Overview = {
  waiting: { ordersToApprove: 2, networksToChoose: 0, failedOrders: 0, runbookSteps: 1 },
  vms: { running: 4, stopped: 1, paused: 0, unknown: 0, deploying: 0, 'pending-delete': 0 },
  clusters: [
    {
      name: 'demo',
      reachable: true,
      quorate: true,
      nodes: [
        { name: 'pve1', online: true },
        { name: 'pve2', online: true },
      ],
    },
  ],
  alerts: { critical: 0, warning: 0, worst: [] },
  proof: { vms: 5, withinRpo: 4, proven: 3, failedTests: 1, oldestProofAt: hoursAgo(50) },
  readiness: {
    score: 72,
    reasons: [
      {
        code: 'never-rehearsed',
        params: { runbook: 'A PVE host lost' },
        message: 'The runbook "A PVE host lost" was never rehearsed.',
        points: 10,
      },
    ],
  },
};
