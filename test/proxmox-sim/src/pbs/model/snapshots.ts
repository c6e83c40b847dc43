import { authId } from '../../model/identity.ts';
import { backupsIn } from '../../model/backups.ts';
import type { Datastore } from '../../state/pbs-state.ts';
import type { Backup } from '../../state/world.ts';
import { datastoreOf, textParam } from '../call.ts';
import type { PbsCall } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { fleetGroups, groupSnapshots } from './fleet-snapshots.ts';
import { namespacePath, pbsHolds, requirePbs } from './pbs-permissions.ts';

/** What a call asks for, and how much of it the caller may see. */
interface Asked {
  store: string;
  datastore: Datastore;
  ns: string;
  type: string;
  id: string;
  /** Also what others own. */
  everything: boolean;
}

/** Checks namespace and privileges: who holds one of `anyone` on the namespace sees all of it, who holds `own` only what it owns. */
export function askedOf(call: PbsCall, anyone: string, own = 'Datastore.Backup'): Asked {
  const { store, datastore } = datastoreOf(call);
  const ns = textParam(call, 'ns');
  const path = namespacePath(store, ns);
  requirePbs(call, path, anyone, own);
  if (ns !== '' && !datastore.namespaces.includes(ns)) throw new PbsError(400, `namespace '${ns}' does not exist`);
  return {
    store,
    datastore,
    ns,
    type: textParam(call, 'backup-type'),
    id: textParam(call, 'backup-id'),
    everything: pbsHolds(call, path, anyone),
  };
}

/** The snapshots of the call's namespace and, when given, of its group, newest first. They may be changed; a fleet's are not among them. */
export function snapshotsFor(call: PbsCall, anyone: string, own?: string): Backup[] {
  return stored(call, askedOf(call, anyone, own));
}

function stored(call: PbsCall, { store, ns, type, id, everything }: Asked): Backup[] {
  return backupsIn(call.world, store)
    .filter(({ place }) => 'datastore' in place && place.ns === ns)
    .filter((backup) => (type === '' || type === typeOf(backup)) && (id === '' || id === idOf(backup)))
    .filter((backup) => everything || backup.owner === authId(call.identity))
    .sort((a, b) => a.vmid - b.vmid || b.time - a.time);
}

/** The same for lists, the fleet's included. */
export function* listedSnapshots(call: PbsCall): Generator<Backup> {
  const asked = askedOf(call, 'Datastore.Audit');
  yield* stored(call, asked);
  yield* fleetSnapshots(asked);
}

function* fleetSnapshots(asked: Asked): Generator<Backup> {
  const { fleet } = asked.datastore;
  if (fleet === undefined || !asked.everything) return;
  for (const group of fleetGroups(fleet, asked)) yield* groupSnapshots(asked.store, fleet, group);
}

/** The one snapshot that the call names, to be read. */
export function snapshotFor(call: PbsCall, anyone: string): Backup {
  const asked = askedOf(call, anyone);
  return named(call, stored(call, asked)) ?? named(call, fleetSnapshots(asked)) ?? missing(call);
}

/** The one snapshot that the call names, to be changed. */
export function changeableSnapshot(call: PbsCall, anyone: string): Backup {
  const asked = askedOf(call, anyone);
  const found = named(call, stored(call, asked));
  if (found !== null) return found;
  // Proxmox has no such error: nothing keeps what a fleet's snapshots would become.
  if (named(call, fleetSnapshots(asked)) !== null) throw new PbsError(400, 'the snapshots of a simulated fleet cannot be changed');
  return missing(call);
}

function named(call: PbsCall, among: Iterable<Backup>): Backup | null {
  const time = Number(call.params['backup-time']);
  for (const backup of among) if (backup.time === time) return backup;
  return null;
}

function missing(call: PbsCall): never {
  const time = Number(call.params['backup-time']);
  throw new PbsError(400, `snapshot '${textParam(call, 'backup-type')}/${textParam(call, 'backup-id')}/${time}' does not exist`);
}

export function typeOf(backup: Backup): 'vm' | 'ct' | 'host' {
  return backup.type ?? 'vm';
}

export function idOf(backup: Backup): string {
  return backup.id ?? String(backup.vmid);
}
