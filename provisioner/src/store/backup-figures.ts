import type { Queryable } from './database.ts';

/** What metrics tell of a delivered machine's backups. */
export interface BackupFigures {
  cluster: string;
  vmid: number;
  tenant: string;
  name: string;
  deliveredAt: Date;
  /** How its last run that ended did; null before the first. */
  lastRun: 'done' | 'failed' | null;
}

/** All delivered machines, over all tenants. */
export async function backupFigures(db: Queryable): Promise<BackupFigures[]> {
  const { rows } = await db.query<BackupFigures>(
    `select cluster, vmid, tenant, name, delivered_at as "deliveredAt",
            (select state from vigie.backup_runs r where r.vm_id = vms.id and r.ended_at is not null order by r.id desc limit 1) as "lastRun"
     from vigie.vms where delivered_at is not null order by id`,
  );
  return rows;
}
