import { backupMetrics } from '@vigie/metrics/backup';
import { pveCollectors } from '@vigie/metrics/collectors';
import { BlindTokenError } from '../cluster/blind-token-error.ts';
import type { PveReader } from '../cluster/pve-reader.ts';
import type { Storage } from '../cluster/storage.ts';
import { numberOf, rowOf } from '../cluster/row.ts';
import type { BackgroundCollector, WorkItem } from './background-collector.ts';
import { addBackups, parseBackupList, type BackupList } from './backup-list.ts';

/** The backups of every guest. A shared storage is asked once, a local one on each node. */
export const backupCollector: BackgroundCollector<WorkItem & { storage: string }, BackupList> = {
  name: 'backup',
  intervalSeconds: pveCollectors.backup.everySeconds,
  deadlineSeconds: 240,
  // A call that takes too long is more often the fault of the storage.
  nodeFailures: ['unreachable'],
  items({ storages, nodes }) {
    const online = new Set(nodes.filter((node) => node.online).map(({ name }) => name));
    const holding = storages.filter(({ content }) => content.split(',').includes('backup'));
    return [...Map.groupBy(holding, ({ id, name, shared }) => (shared ? name : id))].map(([key, places]) => ({
      key,
      storage: places[0]?.name ?? '',
      nodes: places.filter(({ node }) => online.has(node)).sort(availableFirst).map(({ node }) => node),
    }));
  },
  async read(reader, { storage }, node) {
    await requireSight(reader, storage);
    return parseBackupList(await reader.backups(node, storage));
  },
  add(out, _cluster, { guests }, known) {
    const lists = [...known.values()];
    const isWhole = !lists.includes(null);
    for (const { labels, vmid, template } of guests) {
      if (template) continue;
      const backups = lists.flatMap((list) => list?.get(vmid) ?? []);
      const all = backups.reduce(addBackups, undefined);
      // Nothing on what could be read says nothing of what could not.
      if (all !== undefined || isWhole) out.add(backupMetrics.count, labels, all?.count ?? 0);
      if (all === undefined) continue;
      out.add(backupMetrics.lastTime, labels, all.newest);
      out.add(backupMetrics.lastSize, labels, all.size);
      if (all.verified !== null) out.add(backupMetrics.lastVerified, labels, all.verified.good ? 1 : 0);
    }
  },
};

function availableFirst(a: Storage, b: Storage): number {
  return Number(b.available) - Number(a.available);
}

/** Proxmox leaves out the backups that a token may not use: taken for truth, guests with backups would have none. */
async function requireSight(reader: PveReader, storage: string): Promise<void> {
  const place = `/storage/${storage}`;
  const [onStorage, onGuests] = await Promise.all([place, '/vms'].map(async (path) => privileges(await reader.permissions(path), path)));
  if (onStorage?.has('Datastore.Allocate')) return;
  if (onStorage?.has('Datastore.AllocateSpace') && onGuests?.has('VM.Backup')) return;
  throw new BlindTokenError(`the token does not see all backups on ${storage}: it needs VM.Backup on /vms and Datastore.AllocateSpace on ${place} (exporter/README.md)`);
}

/** Those that hold below the path too: Proxmox gives 1 for them, 0 for those of the path alone. */
function privileges(answer: unknown, path: string): Set<string> {
  const held = rowOf(rowOf(answer)[path]);
  return new Set(Object.entries(held).filter(([, below]) => path !== '/vms' || numberOf(below) === 1).map(([name]) => name));
}
