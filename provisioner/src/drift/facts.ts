import type { ClusterConfig } from '@vigie/config/clusters';
import type { Gap } from '../steps/isolation/guest-gaps.ts';
import type { VmResource } from '../steps/pve/resources.ts';
import type { Vnet } from '../steps/pve/sdn.ts';
import type { Finding, KnownNetwork } from '../store/drift.ts';
import type { KnownVm } from '../store/settled-vms.ts';

/** What Vigie has on a cluster. */
export interface Known {
  cluster: Pick<ClusterConfig, 'vmids' | 'lab' | 'sdn'>;
  /** Oldest first. */
  vms: readonly KnownVm[];
  networks: readonly KnownNetwork[];
  /** Of the configuration: their pools are theirs, whether they have machines or not. */
  tenants: readonly string[];
}

/** What the lists of a cluster tell. */
export interface Seen {
  /** By VMID. */
  guests: ReadonlyMap<number, VmResource>;
  onlineNodes: ReadonlySet<string>;
  pools: readonly { poolid: string; comment?: string }[];
  /** As written, and as last applied: a network is there when it is applied. */
  vnets: readonly Vnet[];
  applied: readonly Vnet[];
  /** What is missing in the datacenter of that which all machines' rules rely on. */
  sharedGaps: readonly Gap[];
}

/**
 * What only the machine's own settings tell. `gaps` is what its isolation lacks. Cores and memory are what it gets with its next start:
 * lists tell what it has, and a change of a running machine waits for that.
 */
export interface Detail {
  ours: boolean;
  cores: number;
  memoryGiB: number;
  gaps: readonly Gap[];
}

export interface Facts {
  known: Known;
  seen: Seen;
  /** By VMID: the machines whose settings were read this time. */
  details: ReadonlyMap<number, Detail>;
  /** What was found last time. */
  before: readonly Finding[];
}
