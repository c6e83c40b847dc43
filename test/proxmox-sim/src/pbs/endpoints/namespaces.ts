import { datastoreOf, textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { namespacePath, pbsHolds, requirePbs } from '../model/pbs-permissions.ts';

const template = '/admin/datastore/{store}/namespace';

export const namespaceEndpoints: PbsEndpoint[] = [
  { method: 'GET', template, handle: listNamespaces },
  { method: 'POST', template, handle: createNamespace },
  { method: 'DELETE', template, handle: deleteNamespace },
];

/** The root namespace is the empty text. */
function listNamespaces(call: PbsCall): unknown[] {
  const { store, datastore } = datastoreOf(call);
  const parent = textParam(call, 'parent');
  const depth = Number(call.params['max-depth'] ?? 7);
  return ['', ...datastore.namespaces]
    .filter((ns) => parent === '' || ns === parent || ns.startsWith(`${parent}/`))
    .filter((ns) => levels(ns) - levels(parent) <= depth)
    .filter((ns) => ['Datastore.Audit', 'Datastore.Backup'].some((privilege) => pbsHolds(call, namespacePath(store, ns), privilege)))
    .map((ns) => ({ ns }));
}

function levels(ns: string): number {
  return ns === '' ? 0 : ns.split('/').length;
}

function createNamespace(call: PbsCall): string {
  const { store, datastore } = datastoreOf(call);
  const parent = textParam(call, 'parent');
  const name = textParam(call, 'name');
  const ns = parent === '' ? name : `${parent}/${name}`;
  requirePbs(call, namespacePath(store, parent), 'Datastore.Modify');
  if (parent !== '' && !datastore.namespaces.includes(parent))
    throw new PbsError(400, `cannot create new namespace, parent ${parent} doesn't already exists`);
  if (datastore.namespaces.includes(ns)) throw new PbsError(400, `namespace '${ns}' already exists`);
  datastore.namespaces.push(ns);
  return ns;
}

function deleteNamespace(call: PbsCall): null {
  const { store, datastore } = datastoreOf(call);
  const ns = textParam(call, 'ns');
  requirePbs(call, namespacePath(store, ns.split('/').slice(0, -1).join('/')), 'Datastore.Modify');
  const used = call.world.backups.some(({ place }) => 'datastore' in place && place.datastore === store && place.ns === ns);
  if (!datastore.namespaces.includes(ns)) throw new PbsError(400, `namespace '${ns}' does not exist`);
  if (used && call.params['delete-groups'] !== true) throw new PbsError(400, 'cannot remove namespace that is not empty');
  datastore.namespaces = datastore.namespaces.filter((item) => item !== ns);
  call.world.backups = call.world.backups.filter(({ place }) => !('datastore' in place && place.datastore === store && place.ns === ns));
  return null;
}
