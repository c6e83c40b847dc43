import { usedBytes } from '../model/backups.ts';
import type { Simulator } from '../simulator.ts';

/**
 * `{online?}`: a backup server that is off cuts every connection, and its storages are inactive.
 * `{datastore, usedRatio}`: fills a datastore to this part of it with what is no backup, or empties it; backups stay.
 */
export function changePbs(sim: Simulator, body: Record<string, unknown>): unknown {
  const { online, datastore, usedRatio } = body;
  if (online === undefined && datastore === undefined) throw new Error('give online, or datastore and usedRatio');
  if (online !== undefined && typeof online !== 'boolean') throw new Error('online must be a boolean');
  if (datastore !== undefined) fill(sim, String(datastore), usedRatio);
  const { pbs } = sim.world;
  if (online !== undefined) pbs.online = online;
  sim.onChange();
  return { online: pbs.online, datastores: pbs.datastores };
}

function fill({ world }: Simulator, store: string, usedRatio: unknown): void {
  const datastore = world.pbs.datastores[store];
  if (datastore === undefined) throw new Error(`no datastore ${store}`);
  if (typeof usedRatio !== 'number' || usedRatio < 0 || usedRatio > 1) throw new Error('usedRatio must be from 0 to 1');
  const backups = usedBytes(world, store, datastore) - datastore.base;
  datastore.base = Math.max(0, Math.round(datastore.total * usedRatio) - backups);
}
