import { pbsCollectors } from '@vigie/metrics/collectors';
import { pbsGroupMetrics } from '@vigie/metrics/pbs-group';
import { PassDeadlineError } from '../background/pass-deadline-error.ts';
import { labelText } from '../exposition.ts';
import { reduceSnapshots, type GroupSnapshots } from './group-snapshots.ts';
import { listDatastores, listGroups, listNamespaces, type ListedGroup, type Namespace } from './list-groups.ts';
import type { PbsApi, PbsCollector } from './pbs-collector.ts';

/** A group as of the last pass that listed it; `snapshots` null until they could be read. */
interface Group extends ListedGroup {
  labels: string;
  snapshots: GroupSnapshots | null;
  /** The pass that read the snapshots. */
  readIn: number;
}

/** By datastore, namespace, type and id. */
type Groups = ReadonlyMap<string, Group>;

export interface GroupCollectorOptions {
  /** How many calls at once. */
  concurrency: number;
  /** A clock in milliseconds; default that of the process. */
  now?: () => number;
}

const deadlineMs = 600_000;
/** A group is read again after so many passes even when nothing came or went: it may have been verified since. */
const passesToReread = 12;
/** Kinds of failure after which the others need not be asked in the same pass. */
const noAnswer = ['unreachable', 'timeout', 'authentication', 'certificate'];

/**
 * The groups of all datastores. Of 10,000 groups of 30 snapshots the server would read 300,000 manifests and answer 120 MB: instead
 * each group is read by itself and reduced at once, and only when its list changed or its turn has come.
 */
export function groupCollector({ concurrency, now = () => performance.now() }: GroupCollectorOptions): PbsCollector<Groups> {
  let pass = 0;
  return {
    name: 'group',
    intervalSeconds: pbsCollectors.group.everySeconds,
    async read(api, last) {
      pass += 1;
      const deadline = now() + deadlineMs;
      const failures: unknown[] = [];
      const groups = new Map<string, Group>();
      const keep = (lost: (group: Group) => boolean) => last?.forEach((group, key) => lost(group) && groups.set(key, group));

      const addNamespace = async (place: Namespace) => {
        try {
          for (const listed of await listGroups(api, place)) addListed(listed);
        } catch (error) {
          failures.push(error);
          keep(({ datastore, namespace }) => datastore === place.datastore && namespace === place.namespace);
        }
      };
      const addListed = (listed: ListedGroup) => {
        const key = [listed.datastore, listed.namespace, listed.backupType, listed.backupId].join('\n');
        const known = last?.get(key);
        const same = known?.count === listed.count && known.last === listed.last;
        const labels = known?.labels ?? labelsOf(api.server, listed);
        groups.set(key, { ...listed, labels, snapshots: known?.snapshots ?? null, readIn: same ? known.readIn : 0 });
      };

      for (const datastore of await listDatastores(api)) {
        try {
          for (const place of await listNamespaces(api, datastore)) await addNamespace(place);
        } catch (error) {
          failures.push(error);
          keep((group) => group.datastore === datastore);
        }
      }

      const waiting = dueOf(groups, pass);
      let next = 0;
      let gone = false;
      const worker = async () => {
        for (let group = waiting[next++]; group && now() < deadline && !gone; group = waiting[next++]) {
          try {
            group.snapshots = await readSnapshots(api, group);
            group.readIn = pass;
          } catch (error) {
            const kind = kindOf(error);
            // Removed since it was listed: the next pass knows better.
            if (kind === 'missing') group.readIn = pass;
            else failures.push(error);
            gone ||= noAnswer.includes(kind);
          }
        }
      };
      await Promise.all(Array.from({ length: concurrency }, worker));
      const left = waiting.filter(({ readIn }) => readIn !== pass).length;
      if (left > 0 && failures.length === 0) failures.push(new PassDeadlineError(deadlineMs / 1000, left, groups.size));
      return { value: groups, failure: failures[0] ?? null };
    },
    add(out, _server, known) {
      for (const { labels, owner, snapshots } of known.values()) {
        out.add(pbsGroupMetrics.info, `${labels},${labelText({ owner })}`, 1);
        if (snapshots === null) continue;
        out.add(pbsGroupMetrics.backups, labels, snapshots.count);
        out.addIfKnown(pbsGroupMetrics.lastTime, labels, snapshots.newest);
        out.addIfKnown(pbsGroupMetrics.lastSize, labels, snapshots.size);
        out.add(pbsGroupMetrics.bad, labels, snapshots.bad);
        if (snapshots.verified === null) continue;
        out.add(pbsGroupMetrics.lastVerified, labels, snapshots.verified.good ? 1 : 0);
        out.addIfKnown(pbsGroupMetrics.verifiedAt, labels, snapshots.verified.at);
      }
    },
  };
}

/** Those that changed or were never read, then a part of the others, those first that were not read for longest. */
function dueOf(groups: Groups, pass: number): Group[] {
  const all = [...groups.values()].sort((a, b) => a.readIn - b.readIn);
  const changed = all.findIndex(({ readIn }) => readIn > 0);
  if (changed === -1) return all;
  const reread = all.slice(changed, changed + Math.ceil(all.length / passesToReread));
  return [...all.slice(0, changed), ...reread.filter(({ readIn }) => readIn < pass)];
}

async function readSnapshots(api: PbsApi, { datastore, namespace, backupType, backupId }: Group): Promise<GroupSnapshots> {
  const params = { 'backup-type': backupType, 'backup-id': backupId, ...(namespace !== '' && { ns: namespace }) };
  return reduceSnapshots(await api.call<unknown>('GET', '/admin/datastore/{store}/snapshots', { store: datastore }, params));
}

function kindOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'kind' in error ? String(error.kind) : '';
}

function labelsOf(server: string, { datastore, namespace, backupType, backupId }: ListedGroup): string {
  return labelText({ server, datastore, namespace, backup_type: backupType, backup_id: backupId });
}
