import { backupsIn } from '../../model/backups.ts';
import type { Datastore, PbsSection } from '../../state/pbs-state.ts';
import { textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { pbsHolds } from '../model/pbs-permissions.ts';
import { requireSchedule } from '../model/schedule.ts';
import { changedSection, sectionOf } from '../model/section.ts';
import { pbsNode } from '../task-book.ts';
import { Versioned, requireUnchanged } from '../versioned.ts';

const one = '/config/datastore/{name}';
/** What names a datastore, and what tells how to make it only. */
const apart = ['name', 'comment', 'reuse-datastore', 'overwrite-in-use'];
/** Of a datastore that is made by a call. */
const newSize = 1024 ** 4;

export const datastoreConfigEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: '/config/datastore', handle: listConfigs },
  { method: 'POST', template: '/config/datastore', handle: createDatastore },
  { method: 'GET', template: one, handle: getConfig },
  { method: 'PUT', template: one, handle: changeConfig },
  { method: 'DELETE', template: one, handle: deleteDatastore },
];

function row(name: string, { comment, config }: Datastore): Record<string, unknown> {
  return { name, path: `/mnt/datastore/${name}`, ...(comment === '' ? {} : { comment }), ...config };
}

function found(call: PbsCall): { name: string; datastore: Datastore } {
  const name = textParam(call, 'name');
  const datastore = call.pbs.datastores[name];
  if (datastore === undefined) throw new PbsError(404, `datastore '${name}' does not exist.`);
  return { name, datastore };
}

/** The file that digests are made of. */
function file({ pbs }: PbsCall): PbsSection[] {
  return Object.values(pbs.datastores).map(({ config, comment }) => ({ ...config, comment }));
}

function listConfigs(call: PbsCall): Versioned {
  const seen = Object.entries(call.pbs.datastores).filter(([name]) =>
    ['Datastore.Audit', 'Datastore.Allocate'].some((privilege) => pbsHolds(call, `/datastore/${name}`, privilege)),
  );
  return new Versioned(
    seen.map(([name, datastore]) => row(name, datastore)),
    file(call),
  );
}

function getConfig(call: PbsCall): Versioned {
  const { name, datastore } = found(call);
  return new Versioned(row(name, datastore), file(call));
}

/** Backups that an earlier datastore of the name left on the disk are taken over only when that is asked for. */
function createDatastore(call: PbsCall): string {
  const name = textParam(call, 'name');
  const { world, pbs, sim, identity, params } = call;
  if (pbs.datastores[name] !== undefined) throw new PbsError(400, `datastore '${name}' already exists.`);
  requireSchedule(params['gc-schedule']);
  return sim.pbsTasks.start({
    node: pbsNode,
    type: 'create-datastore',
    id: name,
    identity,
    work: () => {
      const left = backupsIn(world, name);
      if (left.length > 0 && params['reuse-datastore'] !== true) throw new Error('datastore path not empty');
      const namespaces = [...new Set(left.flatMap(({ place }) => ('datastore' in place && place.ns !== '' ? [place.ns] : [])))];
      const config = sectionOf(params, apart);
      pbs.datastores[name] = { comment: textParam(call, 'comment'), total: newSize, base: 0, pending: 0, namespaces, gc: null, config };
      return Promise.resolve();
    },
  });
}

function changeConfig(call: PbsCall): null {
  const { datastore } = found(call);
  const { params } = call;
  requireUnchanged(params['digest'], file(call));
  requireSchedule(params['gc-schedule']);
  datastore.config = changedSection(datastore.config ?? {}, params, apart);
  if (Array.isArray(params['delete']) && params['delete'].includes('comment')) datastore.comment = '';
  if (params['comment'] !== undefined) datastore.comment = textParam(call, 'comment');
  return null;
}

/** Its jobs go with it unless told otherwise; what is on the disk goes with `destroy-data` only. */
function deleteDatastore(call: PbsCall): string {
  const { name } = found(call);
  const { world, pbs, sim, identity, params } = call;
  requireUnchanged(params['digest'], file(call));
  return sim.pbsTasks.start({
    node: pbsNode,
    type: 'delete-datastore',
    id: name,
    identity,
    work: () => {
      delete pbs.datastores[name];
      if (params['destroy-data'] === true) {
        const gone = new Set(backupsIn(world, name));
        world.backups = world.backups.filter((backup) => !gone.has(backup));
      }
      if (params['keep-job-configs'] === true) return Promise.resolve();
      for (const jobs of Object.values(pbs.jobs))
        for (const [id, { config }] of Object.entries(jobs)) if (config['store'] === name) delete jobs[id];
      return Promise.resolve();
    },
  });
}
