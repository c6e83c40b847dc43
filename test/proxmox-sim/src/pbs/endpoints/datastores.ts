import { backupsIn, usedBytes } from '../../model/backups.ts';
import type { Datastore } from '../../state/world.ts';
import { datastoreOf } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { gcStatus } from '../model/gc-status.ts';
import { namespacePath, pbsHolds, requirePbs } from '../model/pbs-permissions.ts';

export const datastoreEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: '/version', handle: () => ({ version: '4.1', release: '1', repoid: '0000000000000000' }) },
  { method: 'GET', template: '/admin/datastore', handle: listDatastores },
  { method: 'GET', template: '/admin/datastore/{store}/status', handle: datastoreStatus },
  { method: 'GET', template: '/status/datastore-usage', handle: usage },
];

/** A datastore shows to who holds anything on it or on one of its namespaces. */
function visible(call: PbsCall): [string, Datastore][] {
  const shows = (path: string): boolean => ['Datastore.Audit', 'Datastore.Backup'].some((privilege) => pbsHolds(call, path, privilege));
  return Object.entries(call.pbs.datastores).filter(([store, { namespaces }]) =>
    ['', ...namespaces].some((ns) => shows(namespacePath(store, ns))),
  );
}

function listDatastores(call: PbsCall): unknown[] {
  return visible(call).map(([store, { comment }]) => ({ store, comment, 'mount-status': 'nonremovable', 'backend-type': 'filesystem' }));
}

function space({ world }: PbsCall, store: string, datastore: Datastore): { total: number; used: number; avail: number } {
  const used = usedBytes(world, store, datastore);
  return { total: datastore.total, used, avail: datastore.total - used };
}

function datastoreStatus(call: PbsCall): unknown {
  const { store, datastore } = datastoreOf(call);
  requirePbs(call, `/datastore/${store}`, 'Datastore.Audit', 'Datastore.Backup');
  const backups = backupsIn(call.world, store);
  const counts = { vm: { groups: new Set(backups.map(({ vmid }) => vmid)).size, snapshots: backups.length } };
  return {
    ...space(call, store, datastore),
    'backend-type': 'filesystem',
    ...(call.params['verbose'] === true ? { counts, 'gc-status': gcStatus(call.world, store, datastore) } : {}),
  };
}

/** Who may not audit a datastore sees its name only. */
function usage(call: PbsCall): unknown[] {
  return visible(call).map(([store, datastore]) => {
    const row = { store, 'mount-status': 'nonremovable', 'backend-type': 'filesystem' };
    if (!pbsHolds(call, `/datastore/${store}`, 'Datastore.Audit')) return row;
    return { ...row, ...space(call, store, datastore), 'gc-status': gcStatus(call.world, store, datastore) };
  });
}
