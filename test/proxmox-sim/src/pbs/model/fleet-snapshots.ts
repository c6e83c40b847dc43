import { freshContents } from '../../model/contents.ts';
import type { PbsFleet } from '../../state/pbs-state.ts';
import type { Backup } from '../../state/world.ts';

const gib = 1024 ** 3;
const day = 86_400;
/** The key of the groups that are encrypted. */
const key = '5a:e1:0b:7c:44:d2:98:3f';

/** Nobody looks inside. */
const contents = freshContents();

interface FleetGroup {
  index: number;
  ns: string;
  type: 'vm' | 'ct' | 'host';
  id: string;
  size: number;
  /** Second of the newest snapshot; each other one is a day older. */
  newest: number;
}

/** Of ten groups eight are of virtual machines; a container and a host follow that share the id of the last of them. */
function groupAt(fleet: PbsFleet, index: number): FleetGroup {
  const [type, back] = index % 10 === 8 ? (['ct', 1] as const) : index % 10 === 9 ? (['host', 2] as const) : (['vm', 0] as const);
  return {
    index,
    ns: fleet.namespaces === 0 ? '' : `fleet-${1 + (index % fleet.namespaces)}`,
    type,
    id: String(100 + index - back),
    size: ([10, 20, 40, 80][index % 4] ?? 10) * gib,
    newest: fleet.at - ((index * 37) % day),
  };
}

export function fleetNamespaces(fleet: PbsFleet): string[] {
  return Array.from({ length: fleet.namespaces }, (_, index) => `fleet-${index + 1}`);
}

/** The groups of a namespace; `type` and `id` may be empty. */
export function* fleetGroups(fleet: PbsFleet, wanted: { ns: string; type: string; id: string }): Generator<FleetGroup> {
  for (let index = 0; index < fleet.groups; index += 1) {
    const group = groupAt(fleet, index);
    if (group.ns !== wanted.ns) continue;
    if ((wanted.type === '' || wanted.type === group.type) && (wanted.id === '' || wanted.id === group.id)) yield group;
  }
}

/** The snapshots of a group, newest first. The newest is not verified yet; every fiftieth group has an older one that failed. */
export function* groupSnapshots(store: string, fleet: PbsFleet, group: FleetGroup): Generator<Backup> {
  const shared = {
    place: { datastore: store, ns: group.ns },
    ...(group.type === 'vm' ? {} : { type: group.type }),
    id: group.id,
    vmid: group.type === 'vm' ? Number(group.id) : 0,
    format: `pbs-${group.type}`,
    size: group.size,
    stored: storedOf(group.size),
    notes: `fleet-${group.index + 1}`,
    owner: 'pve@pbs!demo',
    complete: true,
    encrypted: group.index % 10 === 5 ? key : null,
    config: { scsi0: `fleet:disk,size=${group.size / gib}G` },
    contents,
  };
  for (let back = 0; back < fleet.snapshotsPerGroup; back += 1) {
    const corrupt = back === 1 && group.index % 50 === 7;
    yield {
      ...shared,
      time: group.newest - back * day,
      protected: back === 2 && group.index % 100 === 3,
      corrupt,
      verification:
        back === 0
          ? null
          : { state: corrupt ? 'failed' : 'ok', upid: 'UPID:pbs:000002BC:00000000:00000000:00000000:verify:fleet:root@pam:' },
    };
  }
}

/** What a snapshot takes in the datastore: most of it is there already. */
function storedOf(size: number): number {
  return Math.round(size / 50);
}

/** Bytes are those of all snapshots together. */
export function fleetTotals(fleet: PbsFleet): {
  snapshots: number;
  size: number;
  stored: number;
  groups: Record<FleetGroup['type'], number>;
} {
  const totals = { snapshots: fleet.groups * fleet.snapshotsPerGroup, size: 0, stored: 0, groups: { vm: 0, ct: 0, host: 0 } };
  for (let index = 0; index < fleet.groups; index += 1) {
    const { size, type } = groupAt(fleet, index);
    totals.size += size * fleet.snapshotsPerGroup;
    totals.stored += storedOf(size) * fleet.snapshotsPerGroup;
    totals.groups[type] += 1;
  }
  return totals;
}
