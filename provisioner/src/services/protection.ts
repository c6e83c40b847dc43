import type { VigieConfig } from '@vigie/config/schema';
import type { BackupPolicySettings } from '@vigie/contract/backup-policies';
import type { RestorePoint } from '@vigie/contract/backups';
import type { VmProtection } from '@vigie/contract/protection';
import { effectivePolicies } from '../backups/policies.ts';
import type { Database } from '../store/database.ts';
import { proofsOf, type ProofOfVm } from '../store/restore-test-proofs.ts';
import type { listDeliveredVms } from '../store/vms.ts';
import type { LiveBackups } from './live-backups.ts';
import { restorePointsOf } from './restore-points.ts';

type DeliveredVm = Awaited<ReturnType<typeof listDeliveredVms>>[number];

export interface ProtectionParts {
  config: VigieConfig;
  db: Database;
  /** The backups of a cluster, null while they cannot be read. */
  backupsIn(cluster: string): Promise<LiveBackups | null>;
}

const dayMs = 24 * 3_600_000;
const shownMs = 14 * dayMs;

/** What protects these machines, which the caller was already allowed to read. */
export async function protectionOf({ config, db, backupsIn }: ProtectionParts, vms: readonly DeliveredVm[]): Promise<VmProtection[]> {
  const now = Date.now();
  const clusters = [...new Set(vms.map(({ cluster }) => cluster))];
  const [lists, policyOf, proofs] = await Promise.all([
    Promise.all(clusters.map(async (cluster) => [cluster, await backupsIn(cluster)] as const)),
    effectivePolicies(db, config),
    proofsOf(db, vms.map(({ id }) => id)),
  ]);
  const byCluster = new Map(lists);
  const backupsOfVm = ({ cluster, vmid }: DeliveredVm) => {
    const list = byCluster.get(cluster);
    return list ? (list.get(vmid) ?? []) : null;
  };
  const shown = vms.map((vm) => ({
    vmId: vm.id,
    backups: (backupsOfVm(vm) ?? []).filter(({ takenAt }) => now - takenAt.getTime() <= shownMs),
  }));
  const points = await restorePointsOf(db, shown);
  return vms.map((vm) => {
    const backups = backupsOfVm(vm);
    const newest = backups?.find(({ complete }) => complete)?.takenAt ?? null;
    return protectionView({ vm, points: backups && (points.get(vm.id) ?? []), newest, policy: policyOf(vm.tenant), proof: proofs.get(vm.id), now });
  });
}

interface ProtectionFacts {
  vm: DeliveredVm;
  /** Null when they could not be read. */
  points: RestorePoint[] | null;
  /** The newest complete backup. */
  newest: Date | null;
  policy: BackupPolicySettings;
  proof: ProofOfVm | undefined;
  now: number;
}

export function protectionView({ vm, points, newest, policy, proof, now }: ProtectionFacts): VmProtection {
  const rpoSeconds = policy.rpoMinutes * 60;
  const dueAt = (proof?.lastPassedAt ?? vm.delivered_at).getTime() + policy.restoreTest.windowDays * dayMs;
  return {
    vm: vm.id,
    vmName: vm.name,
    vmid: vm.vmid,
    tenant: vm.tenant,
    cluster: vm.cluster,
    points,
    lastBackupAt: newest?.toISOString() ?? null,
    rpoSeconds,
    withinRpo: points && newest !== null && now - newest.getTime() <= rpoSeconds * 1000,
    lastTest: proof ? { id: proof.last.id, verdict: proof.last.verdict, endedAt: proof.last.endedAt.toISOString() } : null,
    lastPassedAt: proof?.lastPassedAt?.toISOString() ?? null,
    proofDueAt: new Date(dueAt).toISOString(),
    proven: Boolean(proof?.lastPassedAt) && now <= dueAt,
  };
}
