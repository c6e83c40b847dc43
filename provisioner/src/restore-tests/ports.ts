import type { ProxmoxPort, SdnPort, TaskNotes } from '../steps/ports.ts';

/** What phases know of the machine and of the test. `vmid` is the machine's own, never the lab's. */
export interface TestSubject {
  readonly id: string;
  readonly vmId: string;
  readonly vmName: string;
  readonly vmid: number;
  readonly tenant: string;
  readonly cluster: string;
  /** The backup that was asked for; null: the newest complete one. */
  readonly wantedVolume: string | null;
  readonly rtoSeconds: number;
  readonly rpoSeconds: number;
  readonly startedAt: Date;
}

/** Where a cluster restores backups to test them; `storage` is where the disks go. */
export interface Lab {
  readonly vmids: { from: number; to: number };
  readonly pool: string;
  readonly zone: string;
  readonly vnet: string;
  readonly storage: string;
}

/** A backup as a storage lists it, newest first in lists. `node` is one that can read it. */
export interface ListedBackup {
  volume: string;
  takenAt: Date;
  storage: string;
  node: string;
  complete: boolean;
  verification: 'ok' | 'failed' | null;
}

/** What a machine said of itself before a backup, and the canary that was written into it. */
export interface KnownMachine {
  hostName: string;
  machineId: string;
  canary: { sha256: string; at: string } | null;
}

/** An address that the IPAM holds for a card of the machine under test. */
export interface KnownAddress {
  zone: string;
  vnet: string;
  ip: string;
  mac: string;
  vmid?: number;
}

/** What phases hand on to later ones; kept in the test's row, so it is JSON. */
export interface Facts {
  backup?: { volume: string; takenAt: string; storage: string; node: string };
  /** Node and network cards of the restore, as they are given to Proxmox: `net0` -> `virtio=...,bridge=<lab>`. */
  node?: string;
  cards?: Record<string, string>;
  /** The backup holds a cloud-init drive. */
  cloudInit?: boolean;
  /** What the IPAM held for the machine's cards before the test: a test must not cost it its address. */
  addresses?: KnownAddress[];
  vmid?: number;
  restoreBeganAt?: string;
  restoreUpid?: string;
  restored?: true;
  /** When all ports of the policy were served. */
  servedAt?: string;
}

/** What a test's row tells people beside its phases. */
export interface TestFigures {
  backup?: { volume: string; takenAt: Date };
  rpaSeconds?: number;
  rtaSeconds?: number;
  leftovers?: string[];
}

/** VMIDs of the lab. A row goes only when nothing is left under its VMID. */
export interface Reservations {
  own(): Promise<{ vmid: number; since: Date } | null>;
  /** The first free VMID that is not in `occupied`, now reserved; null when the range is used up. */
  take(occupied: readonly number[]): Promise<number | null>;
  free(): Promise<void>;
  /** Reserved by any test of the cluster. */
  all(): Promise<number[]>;
}

/** Everything that a phase of one test may use. */
export interface TestContext {
  readonly test: TestSubject;
  readonly lab: Lab;
  /** Ports that the policy wants served inside the machine. */
  readonly ports: readonly number[];
  readonly settings: { agentTimeoutSeconds: number; steadySeconds: number };
  readonly pve: ProxmoxPort;
  readonly tasks: TaskNotes;
  readonly backups: { list(): Promise<ListedBackup[]> };
  readonly inventory: {
    /** Of the run that made this backup. */
    ofBackup(volume: string): Promise<KnownMachine | null>;
    /** Whether Vigie made it; one of a machine that did not run has no inventory. */
    madeByUs(volume: string): Promise<boolean>;
    last(): Promise<KnownMachine | null>;
  };
  readonly reservations: Reservations;
  /** Signs what the test proved and ends it with that. */
  readonly evidence: { sign(): Promise<void> };
  readonly facts: Readonly<Facts>;
  note(facts: Facts): Promise<void>;
  record(values: TestFigures): Promise<void>;
  /** True as soon as somebody stopped the test. */
  cancelled(): Promise<boolean>;
  readonly sdn: SdnPort;
  readonly clock: { now(): Date; sleep(milliseconds: number): Promise<void> };
}
