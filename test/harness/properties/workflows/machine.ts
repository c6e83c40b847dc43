import { findVmOfAnyAge, type VmRow } from '../../../../provisioner/src/store/vms.ts';
import type { Life } from '../life.ts';

/** The one machine of a place that began with one. */
export async function theMachine({ db }: Pick<Life, 'db'>): Promise<VmRow> {
  const { rows } = await db.query<{ id: string }>('select id from vigie.vms order by id limit 1');
  const vm = rows[0] && (await findVmOfAnyAge(db, rows[0].id));
  if (!vm) throw new Error('there is no machine');
  return vm;
}
