import type { RestorePoint } from '@vigie/contract/backups';
import type { BackupOnStorage } from '../backups/storage-list.ts';
import { originsOf } from '../store/backup-runs.ts';
import type { Queryable } from '../store/database.ts';
import { testsOfVolumes } from '../store/restore-test-proofs.ts';
import { restorePointView } from './backup-view.ts';

/** Backups of machines, joined with what Vigie knows of them, from two queries for all of them. The order of the backups is kept. */
export async function restorePointsOf(
  db: Queryable,
  machines: readonly { vmId: string; backups: readonly BackupOnStorage[] }[],
): Promise<Map<string, RestorePoint[]>> {
  const vmIds = machines.map(({ vmId }) => vmId);
  const volumes = machines.flatMap(({ backups }) => backups.map(({ volume }) => volume));
  const [origins, tests] = await Promise.all([originsOf(db, vmIds, volumes), testsOfVolumes(db, vmIds, volumes)]);
  const pointsOf = ({ vmId, backups }: (typeof machines)[number]) =>
    backups.map((backup) => {
      const key = `${vmId} ${backup.volume}`;
      return restorePointView(backup, origins.get(key), tests.get(key));
    });
  return new Map(machines.map((machine) => [machine.vmId, pointsOf(machine)]));
}
