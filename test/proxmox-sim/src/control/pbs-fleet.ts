import { fleetNamespaces, fleetTotals } from '../pbs/model/fleet-snapshots.ts';
import { now } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import type { PbsFleet } from '../state/pbs-state.ts';
import { whole } from './whole.ts';

const store = 'fleet';

/**
 * `{groups, snapshotsPerGroup = 30, namespaces = 0}`: makes the datastore `fleet` with so many groups, a snapshot a day each, in its
 * root or in namespaces `fleet-1` ...; no groups: removes it. Only these numbers are kept, and what they stand for cannot be changed.
 * The nodes have no storage on it.
 */
export function makePbsFleet(sim: Simulator, body: unknown): unknown {
  if (typeof body !== 'object' || body === null) throw new Error('pbs must be an object');
  const given = body as Record<string, unknown>;
  const fleet: PbsFleet = {
    groups: whole(given, 'groups', 0),
    snapshotsPerGroup: whole(given, 'snapshotsPerGroup', 30),
    namespaces: whole(given, 'namespaces', 0),
    at: now(),
  };
  if (fleet.snapshotsPerGroup === 0) throw new Error('snapshotsPerGroup must be at least 1');
  const { datastores } = sim.world.pbs;
  delete datastores[store];
  const { stored, snapshots } = fleetTotals(fleet);
  if (fleet.groups > 0)
    datastores[store] = {
      comment: 'Fleet',
      // Three quarters full.
      total: Math.ceil((stored * 4) / 3),
      base: 0,
      pending: 0,
      namespaces: fleetNamespaces(fleet),
      gc: null,
      fleet,
    };
  sim.onChange();
  return { datastore: store, groups: fleet.groups, snapshots };
}
