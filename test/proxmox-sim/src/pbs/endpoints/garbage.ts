import { now } from '../../clock.ts';
import type { Datastore } from '../../state/pbs-state.ts';
import { datastoreOf, textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { gcStatus } from '../model/gc-status.ts';
import { pbsHolds } from '../model/pbs-permissions.ts';
import { nextEvent } from '../model/schedule.ts';
import { pbsNode } from '../task-book.ts';

const template = '/admin/datastore/{store}/gc';

export const garbageEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: '/admin/gc', handle: listJobs },
  { method: 'GET', template: '/admin/gc/{store}', handle: listJobs },
  {
    method: 'GET',
    template,
    handle: (call) => {
      const { store, datastore } = datastoreOf(call);
      return job(call, store, datastore);
    },
  },
  { method: 'POST', template, handle: collect },
];

function job({ world, pbs }: PbsCall, store: string, datastore: Datastore): unknown {
  const { gc, config } = datastore;
  const started = pbs.tasks.find((task) => task.upid === gc?.upid)?.starttime;
  const last =
    gc === null
      ? {}
      : {
          'last-run-endtime': gc.endtime,
          'last-run-state': gc.state,
          ...(started === undefined ? {} : { duration: gc.endtime - started }),
        };
  const schedule = config?.['gc-schedule'];
  const next = nextEvent(schedule, started ?? now());
  return {
    store,
    ...gcStatus(world, store, datastore),
    ...last,
    ...(schedule === undefined ? {} : { schedule }),
    ...(next === undefined ? {} : { 'next-run': next }),
  };
}

function listJobs(call: PbsCall): unknown[] {
  const wanted = textParam(call, 'store');
  return Object.entries(call.pbs.datastores)
    .filter(([store]) => (wanted === '' || store === wanted) && pbsHolds(call, `/datastore/${store}`, 'Datastore.Audit'))
    .map(([store, datastore]) => job(call, store, datastore));
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
