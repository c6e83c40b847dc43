import { readinessReasons, type Readiness, type ReadinessReason, type ReadinessReasonCode } from '@vigie/contract/readiness';

/** What is known of how well a recovery would go. */
export interface ReadinessFacts {
  clusters: {
    name: string;
    reachable: boolean;
    offlineNodes: string[];
    /** Nodes whose machines have no place when they are lost. */
    nodesWithoutRoom: { node: string; missingGiB: number }[];
  }[];
  protection: { vms: number; outsideRpo: number; unproven: number; failedTests: number; unreadable: string[] };
  runbooks: { title: string; rehearsedAt: Date | null; lastReachedItsEnd: boolean }[];
}

const rehearsalDays = 90;
const dayMs = 24 * 3600_000;

/** What weighs how much: a share of machines counts by the share, the rest by the case. */
const weights = {
  outsideRpo: 30,
  unproven: 20,
  failedTests: 20,
  unreachable: 40,
  unreadable: 20,
  offlineNode: 5,
  noRoom: 10,
  neverRehearsed: 10,
  rehearsalFailed: 8,
  rehearsalOld: 5,
} as const;

/** The score with its reasons, the weightiest first. */
export function readinessOf({ clusters, protection, runbooks }: ReadinessFacts, now: Date): Readiness {
  const { vms } = protection;
  const share = (weight: number, count: number) => Math.max(1, Math.round((weight * count) / vms));
  const reasons: ReadinessReason[] = [];
  if (protection.outsideRpo > 0) {
    const count = protection.outsideRpo;
    reasons.push(reason('vms-without-backup', { count, total: vms }, share(weights.outsideRpo, count)));
  }
  if (protection.unproven > 0) {
    reasons.push(reason('vms-unproven', { count: protection.unproven, total: vms }, share(weights.unproven, protection.unproven)));
  }
  if (protection.failedTests > 0) {
    reasons.push(reason('tests-failed', { count: protection.failedTests }, share(weights.failedTests, protection.failedTests)));
  }
  for (const cluster of protection.unreadable) reasons.push(reason('backups-unreadable', { cluster }, weights.unreadable));
  for (const { name: cluster, reachable, offlineNodes, nodesWithoutRoom } of clusters) {
    if (!reachable) reasons.push(reason('cluster-unreachable', { cluster }, weights.unreachable));
    for (const node of offlineNodes) reasons.push(reason('node-offline', { cluster, node }, weights.offlineNode));
    for (const { node, missingGiB } of nodesWithoutRoom) {
      reasons.push(reason('no-room-for-node', { cluster, node, missing: missingGiB }, weights.noRoom));
    }
  }
  for (const { title: runbook, rehearsedAt, lastReachedItsEnd } of runbooks) {
    const days = rehearsedAt === null ? 0 : Math.floor((now.getTime() - rehearsedAt.getTime()) / dayMs);
    if (!lastReachedItsEnd) reasons.push(reason('rehearsal-failed', { runbook }, weights.rehearsalFailed));
    else if (rehearsedAt === null) reasons.push(reason('never-rehearsed', { runbook }, weights.neverRehearsed));
    else if (days > rehearsalDays) reasons.push(reason('rehearsal-old', { runbook, days }, weights.rehearsalOld));
  }
  const missing = reasons.reduce((sum, { points }) => sum + points, 0);
  return { score: Math.max(0, 100 - missing), reasons: reasons.sort((a, b) => b.points - a.points) };
}

function reason(code: ReadinessReasonCode, params: Record<string, string | number>, points: number): ReadinessReason {
  return { code, params, points, message: readinessReasons[code].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? '')) };
}
