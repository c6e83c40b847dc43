import { isIPv6 } from 'node:net';
import { labelValue } from '../exposition/label-value.ts';
import type { Guest } from '../cluster/guest.ts';
import type { ClusterSnapshot } from '../cluster/snapshot.ts';

/** A group of Prometheus's file_sd and http_sd; ours have one target each. The names of labels are ours, never a tenant's. */
export interface TargetGroup {
  targets: [string];
  labels: Record<string, string>;
}

/** Whom a metric of discovery is about. */
export interface MissedGuest {
  id: string;
  tenant: string;
}

export interface ClusterTargets {
  /** Sorted by VMID. */
  groups: TargetGroup[];
  /** Tenant -> running guests that ask to be monitored but have no address. */
  withoutAddress: ReadonlyMap<string, number>;
  /** The same guests by name. */
  missed: readonly MissedGuest[];
}

export interface TargetOptions {
  /** Guests with this tag are monitored. */
  tag: string;
  /** Port of the guests' node_exporter. */
  port: number;
}

/** The guests of one cluster to scrape. Rejects when Proxmox cannot be read. */
export async function findTargets(snapshot: ClusterSnapshot, { tag, port }: TargetOptions): Promise<ClusterTargets> {
  const [{ guests }, addresses] = await Promise.all([snapshot.resources(), snapshot.addresses()]);
  const groups: TargetGroup[] = [];
  const withoutAddress = new Map<string, number>();
  const missed: MissedGuest[] = [];
  for (const guest of guests.filter((each) => isMonitored(each, tag)).sort((a, b) => a.vmid - b.vmid)) {
    const { id, pool: tenant, vmid } = guest;
    const address = addresses.get(vmid);
    withoutAddress.set(tenant, (withoutAddress.get(tenant) ?? 0) + (address === undefined ? 1 : 0));
    if (address === undefined) missed.push({ id, tenant });
    else groups.push({ targets: [`${isIPv6(address) ? `[${address}]` : address}:${port}`], labels: labelsOf(snapshot.cluster, guest) });
  }
  return { groups, withoutAddress, missed };
}

/** Tags are for relabelling only: as a label of the target, a new tag would make all series of a guest new ones. */
function labelsOf(cluster: string, { name, node, pool, tags, vmid }: Guest): Record<string, string> {
  return {
    cluster,
    name: labelValue(name),
    node: labelValue(node),
    tenant: labelValue(pool),
    vmid: String(vmid),
    // Separators at both ends too, as in Prometheus's own discoveries: a pattern such as `.*,web,.*` finds every place.
    __meta_vigie_tags: labelValue(`,${tagsOf(tags).join(',')},`),
  };
}

function isMonitored(guest: Guest, tag: string): boolean {
  return guest.running && !guest.template && tagsOf(guest.tags).includes(tag);
}

function tagsOf(tags: string): string[] {
  return tags.split(/[;, ]/).filter((tag) => tag !== '');
}
