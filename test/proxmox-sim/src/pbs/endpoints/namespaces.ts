import { removeBackup } from '../../model/backups.ts';
import { datastoreOf, textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { PbsError } from '../http/pbs-error.ts';
import { backupsBelow, depthBelow, namespaceOf } from '../model/below.ts';
import { namespacePath, pbsHolds, requirePbs } from '../model/pbs-permissions.ts';

const template = '/admin/datastore/{store}/namespace';
const deepest = 7;

export const namespaceEndpoints: PbsEndpoint[] = [
  { method: 'GET', template, handle: listNamespaces },
  { method: 'POST', template, handle: createNamespace },
  { method: 'DELETE', template, handle: deleteNamespace },
];

/** The root namespace is the empty text. */
function listNamespaces(call: PbsCall): unknown[] {
  const { store, datastore } = datastoreOf(call);
  const parent = textParam(call, 'parent');
  const depth = Number(call.params['max-depth'] ?? deepest);
  return ['', ...datastore.namespaces]
    .filter((ns) => (depthBelow(ns, parent) ?? deepest + 1) <= depth)
    .filter((ns) => ['Datastore.Audit', 'Datastore.Backup'].some((privilege) => pbsHolds(call, namespacePath(store, ns), privilege)))
    .map((ns) => ({ ns }));
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

/** The namespaces below go with it. A protected backup stays, and with it the namespaces that it lies in. */
function deleteNamespace(call: PbsCall): null {
  const { store, datastore } = datastoreOf(call);
  const ns = textParam(call, 'ns');
  requirePbs(call, namespacePath(store, ns.split('/').slice(0, -1).join('/')), 'Datastore.Modify');
  if (!datastore.namespaces.includes(ns)) throw new PbsError(400, `namespace '${ns}' does not exist`);
  const inside = backupsBelow(call.world, store, ns, deepest);
  const forced = call.params['delete-groups'] === true;
  if (inside.length > 0 && !forced) throw new PbsError(400, 'cannot remove namespace that is not empty');
  for (const backup of inside.filter((item) => !item.protected)) removeBackup(call.world, backup);
  const left = backupsBelow(call.world, store, ns, deepest).map(namespaceOf);
  datastore.namespaces = datastore.namespaces.filter(
    (name) => depthBelow(name, ns) === null || left.some((used) => depthBelow(used, name) !== null),
  );
  if (left.length > 0) throw new PbsError(400, 'namespace only partially deleted due to protected snapshots');
  return null;
}
