import { BlindTokenError } from '../blind-token-error.ts';
import { numberOf, rowsOf, textOf } from '../row.ts';
import type { PbsApi } from './pbs-collector.ts';

/** One namespace of a datastore; the root is empty. */
export interface Namespace {
  datastore: string;
  namespace: string;
}

/** A group of backups as the server lists it, without reading its snapshots. */
export interface ListedGroup extends Namespace {
  backupType: string;
  backupId: string;
  owner: string;
  /** These two change with every backup that is made or removed. */
  count: number;
  last: number;
}

/** Datastores that can be read: not one that is unplugged or in maintenance. Throws when the token sees none. */
export async function listDatastores(api: PbsApi): Promise<string[]> {
  const rows = rowsOf(await api.call<unknown>('GET', '/admin/datastore', {}));
  if (rows.length === 0) throw new BlindTokenError('the token sees no datastore: it needs the role Audit on /');
  return rows
    .filter((row) => row['mount-status'] !== 'notmounted' && !/^(type=)?(offline|delete|unmount)/.test(textOf(row.maintenance)))
    .map(({ store }) => textOf(store));
}

export async function listNamespaces(api: PbsApi, datastore: string): Promise<Namespace[]> {
  const rows = rowsOf(await api.call<unknown>('GET', '/admin/datastore/{store}/namespace', { store: datastore }));
  return rows.map(({ ns }) => ({ datastore, namespace: textOf(ns) }));
}

export async function listGroups(api: PbsApi, { datastore, namespace }: Namespace): Promise<ListedGroup[]> {
  const ns = namespace === '' ? {} : { ns: namespace };
  const rows = rowsOf(await api.call<unknown>('GET', '/admin/datastore/{store}/groups', { store: datastore }, ns));
  return rows.map((row) => ({
    datastore,
    namespace,
    backupType: textOf(row['backup-type']),
    backupId: textOf(row['backup-id']),
    owner: textOf(row.owner),
    count: numberOf(row['backup-count']) ?? 0,
    last: numberOf(row['last-backup']) ?? 0,
  }));
}
