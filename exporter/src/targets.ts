import { isIPv6 } from 'node:net';
import type { Guest } from './resources.ts';
import type { ClusterSnapshot } from './snapshot.ts';

/** A group of Prometheus's file_sd and http_sd; ours have one target each. */
export interface TargetGroup {
  targets: [string];
  labels: { cluster: string; name: string; node: string; tenant: string; vmid: string };
}

export interface ClusterTargets {
  /** Sorted by VMID. */
  groups: TargetGroup[];
  /** Tenant -> running guests that ask to be monitored but have no address. */
  withoutAddress: ReadonlyMap<string, number>;
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
  for (const guest of guests.filter((each) => isMonitored(each, tag)).sort((a, b) => a.vmid - b.vmid)) {
    const { name, node, pool: tenant, vmid } = guest;
    const address = addresses.get(vmid);
    withoutAddress.set(tenant, (withoutAddress.get(tenant) ?? 0) + (address === undefined ? 1 : 0));
    if (address === undefined) continue;
    const target = `${isIPv6(address) ? `[${address}]` : address}:${port}`;
    groups.push({ targets: [target], labels: { cluster: snapshot.cluster, name, node, tenant, vmid: String(vmid) } });
  }
  return { groups, withoutAddress };
}

function isMonitored(guest: Guest, tag: string): boolean {
  return guest.running && !guest.template && guest.tags.split(/[;, ]/).includes(tag);
}
