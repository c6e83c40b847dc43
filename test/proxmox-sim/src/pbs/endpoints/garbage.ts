import { datastoreOf, textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { now } from '../../clock.ts';
import { gcStatus } from '../model/gc-status.ts';
import { pbsHolds } from '../model/pbs-permissions.ts';
import { pbsNode } from '../task-book.ts';

export const garbageEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: '/admin/gc', handle: listJobs },
  { method: 'GET', template: '/admin/datastore/{store}/gc', handle: (call) => job(call, datastoreOf(call).store) },
  { method: 'POST', template: '/admin/datastore/{store}/gc', handle: collect },
];

function job({ world, pbs }: PbsCall, store: string): unknown {
  const datastore = pbs.datastores[store];
  if (datastore === undefined) return { store };
  const { gc } = datastore;
  const last = gc === null ? {} : { 'last-run-endtime': gc.endtime, 'last-run-state': gc.state };
  return { store, ...gcStatus(world, store, datastore), ...last };
}

function listJobs(call: PbsCall): unknown[] {
  const wanted = textParam(call, 'store');
  return Object.keys(call.pbs.datastores)
    .filter((store) => (wanted === '' || store === wanted) && pbsHolds(call, `/datastore/${store}`, 'Datastore.Audit'))
    .map((store) => job(call, store));
}

/** Only now is the space of removed backups free again. */
function collect(call: PbsCall): string {
  const { store, datastore } = datastoreOf(call);
  const { sim } = call;
  const upid = sim.pbsTasks.start({
    node: pbsNode,
    type: 'garbage_collection',
    id: store,
    identity: call.identity,
    work: async (task) => {
      task.log(`starting garbage collection on store ${store}`);
      task.log('Start GC phase1 (mark used chunks)');
      await task.wait(sim.delays.verify);
      task.log('Start GC phase2 (sweep unused chunks)');
      const removed = datastore.pending;
      datastore.pending = 0;
      datastore.gc = { upid, endtime: now(), state: 'OK', removed };
      task.log(`Removed garbage: ${removed} B`);
    },
  });
  return upid;
}
