import { backupsIn, groupName, usedBytes } from '../../model/backups.ts';
import { troubleOf } from '../../model/datastore-trouble.ts';
import type { Datastore } from '../../state/pbs-state.ts';
import { datastoreOf } from '../call.ts';
import type { PbsCall, PbsEndpoint } from '../call.ts';
import { namespaceOf } from '../model/below.ts';
import { historyOf } from '../model/datastore-history.ts';
import { fleetTotals } from '../model/fleet-snapshots.ts';
import { gcStatus } from '../model/gc-status.ts';
import { namespacePath, pbsHolds, requirePbs } from '../model/pbs-permissions.ts';
import { typeOf } from '../model/snapshots.ts';

export const datastoreEndpoints: PbsEndpoint[] = [
  { method: 'GET', template: '/version', handle: () => ({ version: '4.1', release: '1', repoid: '0000000000000000' }) },
  { method: 'GET', template: '/ping', handle: () => ({ pong: true }) },
  { method: 'GET', template: '/admin/datastore', handle: listDatastores },
  { method: 'GET', template: '/admin/datastore/{store}/status', handle: datastoreStatus },
  // Nobody reads or writes but the tasks of the simulator, which are over at once.
  { method: 'GET', template: '/admin/datastore/{store}/active-operations', handle: () => ({ read: 0, write: 0 }) },
  { method: 'GET', template: '/status/datastore-usage', handle: usage },
];

/** A datastore shows to who holds anything on it or on one of its namespaces. */
function visible(call: PbsCall): [string, Datastore][] {
  const shows = (path: string): boolean => ['Datastore.Audit', 'Datastore.Backup'].some((privilege) => pbsHolds(call, path, privilege));
  return Object.entries(call.pbs.datastores).filter(([store, { namespaces }]) =>
    ['', ...namespaces].some((ns) => shows(namespacePath(store, ns))),
  );
}

const kind = { 'mount-status': 'nonremovable', 'backend-type': 'filesystem' };

function listDatastores(call: PbsCall): unknown[] {
  return visible(call).map(([store, { comment, config }]) => {
    const maintenance = config?.['maintenance-mode'];
    return { store, ...(comment === '' ? {} : { comment }), ...(maintenance === undefined ? {} : { maintenance }), ...kind };
  });
}

function space({ world }: PbsCall, store: string, datastore: Datastore): { total: number; used: number; avail: number } {
  const used = usedBytes(world, store, datastore);
  return { total: datastore.total, used, avail: Math.max(0, datastore.total - used) };
}

function datastoreStatus(call: PbsCall): unknown {
  const { store, datastore } = datastoreOf(call);
  requirePbs(call, `/datastore/${store}`, 'Datastore.Audit', 'Datastore.Backup');
  const details =
    call.params['verbose'] === true ? { counts: counts(call, store, datastore), 'gc-status': gcStatus(call.world, store, datastore) } : {};
  return { ...space(call, store, datastore), 'backend-type': 'filesystem', ...details };
}

/** By type; one that is not there is left out. */
function counts({ world }: PbsCall, store: string, { fleet }: Datastore): unknown {
  const all = backupsIn(world, store);
  const made = fleet === undefined ? null : fleetTotals(fleet).groups;
  const rows = (['vm', 'ct', 'host'] as const).map((type): [string, { groups: number; snapshots: number }] => {
    const own = all.filter((backup) => typeOf(backup) === type);
    const groups = new Set(own.map((backup) => `${namespaceOf(backup)}:${groupName(backup)}`)).size;
    const more = made?.[type] ?? 0;
    return [type, { groups: groups + more, snapshots: own.length + more * (fleet?.snapshotsPerGroup ?? 0) }];
  });
  return Object.fromEntries(rows.filter(([, { groups }]) => groups > 0));
}

/** Who may not audit a datastore sees its name only, and of one that cannot be used only why. */
function usage(call: PbsCall): unknown[] {
  return visible(call).map(([store, datastore]) => {
    const row = { store, ...kind };
    if (!pbsHolds(call, `/datastore/${store}`, 'Datastore.Audit')) return row;
    const error = troubleOf(datastore);
    if (error !== null) return { ...row, error };
    return {
      ...row,
      ...space(call, store, datastore),
      ...historyOf(call.world, store, datastore),
      'gc-status': gcStatus(call.world, store, datastore),
    };
  });
}
