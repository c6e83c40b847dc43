import type { ClusterConfig } from '@vigie/config/clusters';
import type { ExecutionMode } from '@vigie/contract/runbooks';
import type { Verdict } from '@vigie/contract/verdict';
import type { ProxmoxPort, TaskNotes } from '../steps/ports.ts';
import type { Fact, FactName } from './facts.ts';
import type { Text } from './text.ts';

/** A delivered machine. `networkId` is shared by the machines that must be on one node. */
export interface RecoveryVm {
  readonly id: string;
  readonly tenant: string;
  readonly cluster: string;
  readonly node: string | null;
  readonly vmid: number;
  readonly name: string;
  readonly mac: string | null;
  readonly networkId: string;
  readonly vnet: string;
  readonly memoryGiB: number;
  readonly orderId: string;
  readonly addresses: readonly string[];
}

/** A complete backup that is not known to be damaged. */
export interface RecoveryPoint {
  readonly volume: string;
  readonly takenAt: Date;
  readonly storage: string;
  readonly verified: boolean;
}

export interface RecoveryCluster {
  readonly config: ClusterConfig;
  readonly pve: ProxmoxPort;
}

/** What recoveries use of the rest of Vigie. */
export interface RecoveryPorts {
  readonly clusters: ReadonlyMap<string, RecoveryCluster>;
  readonly tenants: readonly { id: string; name: string; email: string }[];
  readonly vms: {
    all(cluster: string): Promise<RecoveryVm[]>;
    find(id: string): Promise<RecoveryVm | null>;
    setNode(id: string, node: string): Promise<void>;
  };
  readonly tasks: TaskNotes;
  /** Newest first. */
  backupsOf(pve: ProxmoxPort, vmid: number): Promise<RecoveryPoint[]>;
  readonly restoreTests: RestoreTestPort;
}

export interface RestoreTestPort {
  /** A test of the machine that is going on is answered instead of a second one. */
  start(vmId: string): Promise<string>;
  /** `verdict` is null until it has ended. */
  state(id: string): Promise<{ verdict: Verdict | null }>;
}

/** Everything that a step of an execution may use. */
export interface StepContext {
  readonly executionId: string;
  readonly mode: ExecutionMode;
  readonly ports: RecoveryPorts;
  /** The node that the execution is about. */
  node(): { cluster: RecoveryCluster; node: string };
  /** The machine that the execution is about. */
  vm(): Promise<{ cluster: RecoveryCluster; vm: RecoveryVm }>;
  /** A line for people; `command`: one to copy and run. A new attempt begins without lines. */
  say(line: Text, kind?: 'text' | 'command'): Promise<void>;
  remember<Name extends FactName>(name: Name, fact: Fact<Name>): Promise<void>;
  /** What an earlier step found out; null when it was skipped. */
  recall<Name extends FactName>(name: Name): Fact<Name> | null;
  /** Throws when the execution was ended meanwhile. Called before each change. */
  stillWanted(): Promise<void>;
}
