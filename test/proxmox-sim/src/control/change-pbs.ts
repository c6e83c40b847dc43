import { usedBytes } from '../model/backups.ts';
import { now } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import type { Datastore } from '../state/pbs-state.ts';

/**
 * `{online?}`: a backup server that is off cuts every connection, and its storages are inactive.
 * `{datastore, usedRatio?, error?}`: fills a datastore to this part of it with what is no backup, or empties it; backups stay.
 * `error` is why it cannot be read, null heals it.
 * `{remote, reachable}`: whether another backup server that it syncs with can be reached.
 * `{certificateExpiresInSeconds}`: of the certificate that its API tells.
 */
export function changePbs(sim: Simulator, body: Record<string, unknown>): unknown {
  const { online, datastore, remote, certificateExpiresInSeconds: expiresIn } = body;
  if ([online, datastore, remote, expiresIn].every((value) => value === undefined))
    throw new Error('give online, datastore, remote or certificateExpiresInSeconds');
  if (online !== undefined && typeof online !== 'boolean') throw new Error('online must be a boolean');
  if (expiresIn !== undefined && !Number.isInteger(expiresIn)) throw new Error('certificateExpiresInSeconds must be a whole number');
  if (datastore !== undefined) changeDatastore(sim, String(datastore), body);
  const { pbs } = sim.world;
  if (remote !== undefined) changeRemote(sim, String(remote), body['reachable']);
  if (expiresIn !== undefined) pbs.certificateExpiry = now() + Number(expiresIn);
  if (online !== undefined) pbs.online = online;
  sim.onChange();
  return { online: pbs.online, datastores: pbs.datastores, remotes: pbs.remotes };
}

function changeDatastore({ world }: Simulator, store: string, { usedRatio, error }: Record<string, unknown>): void {
  const datastore = world.pbs.datastores[store];
  if (datastore === undefined) throw new Error(`no datastore ${store}`);
  if (usedRatio === undefined && error === undefined) throw new Error('give usedRatio or error');
  if (error !== undefined && error !== null && typeof error !== 'string') throw new Error('error must be a text or null');
  if (usedRatio !== undefined) datastore.base = baseFor(datastore, usedBytes(world, store, datastore), usedRatio);
  if (error !== undefined) datastore.error = error;
}

function baseFor({ total, base }: Datastore, used: number, usedRatio: unknown): number {
  if (typeof usedRatio !== 'number' || usedRatio < 0 || usedRatio > 1) throw new Error('usedRatio must be from 0 to 1');
  return Math.max(0, Math.round(total * usedRatio) - (used - base));
}

function changeRemote({ world }: Simulator, name: string, reachable: unknown): void {
  const remote = world.pbs.remotes[name];
  if (remote === undefined) throw new Error(`no remote ${name}`);
  if (typeof reachable !== 'boolean') throw new Error('reachable must be a boolean');
  remote.reachable = reachable;
}
