import type { Queryable } from './database.ts';

/** Takes the next run number for work whose run broke off; false when another replica did. */
export async function takeNextRun(db: Queryable, table: 'backup_runs' | 'restore_tests' | 'vm_operations', id: string, run: number): Promise<boolean> {
  const { rowCount } = await db.query(`update vigie.${table} set run = run + 1 where id = $1 and run = $2`, [id, run]);
  return Boolean(rowCount);
}
