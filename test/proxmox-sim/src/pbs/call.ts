import type { Identity } from '../model/identity.ts';
import type { Simulator } from '../simulator.ts';
import type { Datastore, PbsState } from '../state/pbs-state.ts';
import type { World } from '../state/world.ts';
import { troubleOf } from '../model/datastore-trouble.ts';
import { PbsError } from './http/pbs-error.ts';

export type PbsParam = string | number | boolean | string[];

/** One authenticated and validated call to the backup server. Path parameters are in `params` too. */
export interface PbsCall {
  params: Record<string, PbsParam>;
  identity: Identity;
  sim: Simulator;
  world: World;
  pbs: PbsState;
}

export interface PbsEndpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As in the API schema, e.g. `/admin/datastore/{store}/snapshots`. */
  template: string;
  /** Returns what goes into `data`, or a Listing where a total goes beside it. Throws PbsError. */
  handle: (call: PbsCall) => unknown;
}

export function textParam(call: PbsCall, name: string): string {
  const value = call.params[name];
  return value === undefined ? '' : String(value);
}

/** The datastore that the call names. Throws when it is not there, or cannot be used now. */
export function datastoreOf(call: PbsCall): { store: string; datastore: Datastore } {
  const store = textParam(call, 'store');
  return { store, datastore: usableDatastore(call.pbs, store) };
}

export function usableDatastore(pbs: PbsState, store: string): Datastore {
  const datastore = pbs.datastores[store];
  if (datastore === undefined) throw new PbsError(400, `datastore '${store}' does not exist.`);
  const trouble = troubleOf(datastore);
  if (trouble !== null) throw new PbsError(400, `datastore '${store}': ${trouble}`);
  return datastore;
}
