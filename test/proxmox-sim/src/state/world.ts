import type { GuestContents } from './guest-contents.ts';
import type { HaState, ReplicationJob } from './ha-state.ts';
import type { PbsState } from './pbs-state.ts';
import type { StorageFile, StorageState, Volume } from './storage.ts';

/** Counts the shapes that a saved world has had. */
export const worldVersion = 6;

/** The whole cluster as plain JSON: what `GET /state` answers and what is saved. Sizes are bytes, times are seconds since 1970. */
export interface World {
  version: typeof worldVersion;
  cluster: {
    name: string;
    dnsmasq: boolean;
    /** An external vote; without it two nodes lose quorum together. */
    qdevice: boolean;
    /** false: the nodes have no name server. */
    dns?: boolean;
  };
  /** Absent: Ceph is not installed. */
  ceph?: CephState;
  ha: HaState;
  /** Seconds that the cluster's clock is ahead of this machine's. */
  clockAhead: number;
  nodes: Record<string, NodeState>;
  users: Record<string, UserState>;
  groups: Record<string, { comment?: string }>;
  /** Roles that somebody made; the built-in ones are in model/roles.ts. */
  roles: Record<string, string[]>;
  acl: AclEntry[];
  pools: Record<string, PoolState>;
  storages: Record<string, StorageState>;
  volumes: Record<string, Volume>;
  /** What storages hold for no guest, by volid: images to install from, files to import. */
  files?: Record<string, StorageFile>;
  guests: Record<string, Guest>;
  backups: Backup[];
  /** `/cluster/backup` as sent, by id. */
  backupJobs: Record<string, Record<string, ConfigValue>>;
  /** Replication jobs by id (`100-0`). */
  replication?: Record<string, ReplicationJob>;
  pbs: PbsState;
  sdn: SdnState;
  firewall: FirewallState;
  tasks: Task[];
  /** Last numbers given: process ids of tasks, and one counter for everything that must differ. */
  counters: { pid: number; serial: number };
}

export interface NodeState {
  id: number;
  ip: string;
  online: boolean;
  cores: number;
  memory: number;
  rootTotal: number;
  rootUsed: number;
  bootedAt: number;
  /** Of the certificate of its API. */
  fingerprint: string;
  certificateExpiry: number;
  /** Absent until somebody asks: what model/hardware.ts gives. */
  disks?: NodeDisk[];
  services?: Record<string, ServiceState>;
  /** How many packages wait for an upgrade. */
  updates?: number;
  /** Absent: there is no key. */
  subscription?: Subscription;
  /** false: its processor cannot run guests that want KVM. */
  kvm?: false;
  /** When it went off, while it is. */
  lostAt?: number;
  /** A node that is off, but refuses connections already: it starts. */
  starting?: true;
}

export interface NodeDisk {
  devpath: string;
  type: 'ssd' | 'nvme' | 'hdd';
  model: string;
  serial: string;
  size: number;
  /** What is on it; empty: nothing. */
  used: string;
  /** `PASSED`, `FAILED`, `UNKNOWN`. */
  health: string;
  /** Percent of its life that is left; `N/A` where nobody knows. */
  wearout: number | 'N/A';
}

export type ServiceState = 'running' | 'stopped' | 'failed';

export interface Subscription {
  status: string;
  /** `c`, `b`, `s` or `p`. */
  level?: string;
  /** YYYY-MM-DD */
  nextduedate?: string;
}

export interface CephState {
  osds: number;
  /** OSDs that do not answer, besides those of nodes that are off. */
  down: number;
  out: number;
  checks: Record<string, { severity: string; message: string }>;
}

export interface UserState {
  enable: number;
  expire: number;
  comment?: string;
  email?: string;
  firstname?: string;
  lastname?: string;
  keys?: string;
  groups: string[];
  /** Salted, see model/passwords.ts; absent: no login by password. */
  passwordHash?: string;
  tokens: Record<string, TokenState>;
}

export interface TokenState {
  privsep: number;
  expire: number;
  comment?: string;
  /** SHA-256 of the secret, hex. */
  secretHash: string;
}

export interface AclEntry {
  path: string;
  type: 'user' | 'group' | 'token';
  ugid: string;
  roleid: string;
  propagate: number;
}

export interface PoolState {
  comment?: string;
  vms: number[];
  storages: string[];
}

export type ConfigValue = string | number;

export interface Guest {
  vmid: number;
  node: string;
  config: Record<string, ConfigValue>;
  /** Changes that wait for a restart: the new value, or null for a deletion. */
  pending: Record<string, ConfigValue | null>;
  running: RunningGuest | null;
  contents: GuestContents;
  firewall: GuestFirewall;
  /** By name; absent where none was ever taken. */
  snapshots?: Record<string, Snapshot>;
  /** The snapshot that the guest goes back to first. */
  parent?: string;
}

export interface Snapshot {
  snaptime: number;
  description: string;
  parent: string | null;
  config: Record<string, ConfigValue>;
  contents: GuestContents;
}

export interface RunningGuest {
  startedAt: number;
  pid: number;
  /** Second from which the agent answers. */
  agentFrom: number;
  /** The config as it was read at start. */
  config: Record<string, ConfigValue>;
  /** One entry per NIC that got an address. */
  addresses: GuestAddress[];
  /** What `agent/exec` started and nobody has asked the end of, by process id. */
  processes: Record<string, GuestProcess>;
  /** Transient units of systemd, by name. */
  units?: Record<string, GuestUnit>;
  /** What it meets outside; absent: everything, at once. */
  outside?: { reachable: boolean; installMilliseconds: number };
  /** Its processors are halted: nothing inside answers. */
  paused?: true;
  /** Its file systems are frozen, see `agent/fsfreeze-freeze`. */
  frozen?: true;
}

export interface GuestProcess {
  /** Milliseconds since 1970. */
  endsAt: number;
  exitcode: number;
  out: string;
  err: string;
}

export interface GuestUnit {
  /** Milliseconds since 1970. */
  endsAt: number;
  exitcode: number;
  log: string;
  /** What is installed when it ends. */
  installs: string[];
}

export interface GuestAddress {
  nic: string;
  mac: string;
  ip: string;
  prefix: number;
}

/** A backup of a guest, in a PBS datastore or on a storage of the nodes. */
export interface Backup {
  /** A datastore `remote:store` is one of another backup server. */
  place: { datastore: string; ns: string } | { storage: string; node: string | null };
  /** What it is of; absent: of a virtual machine. The nodes list no others. */
  type?: 'ct' | 'host';
  /** Its name in the datastore, where that is not its VMID. */
  id?: string;
  /** 0 for what is no guest of this cluster. */
  vmid: number;
  /** When it was started; also its name. */
  time: number;
  /** `pbs-vm`, or the ending of the file (`vma.zst`). */
  format: string;
  /** Bytes of all disks. */
  size: number;
  /** Bytes it takes in the datastore after deduplication. */
  stored: number;
  notes: string;
  protected: boolean;
  /** Who made it, on PBS. */
  owner: string;
  /** false: still being written, or left behind half written. */
  complete: boolean;
  /** Found by verification and restore only. */
  corrupt: boolean;
  /** Fingerprint of the key. */
  encrypted: string | null;
  verification: { state: 'ok' | 'failed'; upid: string } | null;
  config: Record<string, ConfigValue>;
  contents: GuestContents;
  /** Absent: of what had none. */
  firewall?: GuestFirewall;
}

export type FirewallRule = Record<string, ConfigValue>;

export interface IpSet {
  comment?: string;
  entries: { cidr: string; comment?: string; nomatch?: number }[];
}

export interface FirewallAlias {
  name: string;
  cidr: string;
  comment?: string;
}

export interface GuestFirewall {
  options: Record<string, ConfigValue>;
  rules: FirewallRule[];
  ipsets: Record<string, IpSet>;
  /** By name in lower case, as everywhere; absent where there never was one. */
  aliases?: Record<string, FirewallAlias>;
}

/** What a node or a VNet has. */
export interface RuleSet {
  options: Record<string, ConfigValue>;
  rules: FirewallRule[];
}

export interface FirewallState {
  options: Record<string, ConfigValue>;
  /** Security groups. */
  groups: Record<string, { comment?: string; rules: FirewallRule[] }>;
  vnets: Record<string, RuleSet>;
  /** Absent where nothing was ever written: rules, IP sets and aliases of the datacenter, and what nodes have. */
  rules?: FirewallRule[];
  ipsets?: Record<string, IpSet>;
  aliases?: Record<string, FirewallAlias>;
  nodes?: Record<string, RuleSet>;
}

export type SdnObject = Record<string, ConfigValue | string[]>;

export interface SdnConfig {
  zones: Record<string, SdnObject>;
  vnets: Record<string, SdnObject>;
  /** Keyed `<zone>-<network>-<mask>`; each has `vnet` and `zone`. */
  subnets: Record<string, SdnObject>;
}

export interface SdnState {
  /** What the configuration files say (applied and not yet applied). */
  config: SdnConfig;
  /** What the last apply made active. */
  running: SdnConfig;
  lock: string | null;
  ipam: IpamEntry[];
  /** By node and zone, for active zones: what the node's last network reload made of them. */
  status: Record<string, Record<string, 'available' | 'pending' | 'error'>>;
}

export interface IpamEntry {
  zone: string;
  /** Id of the subnet, `<zone>-<network>-<mask>`. */
  subnet: string;
  ip: string;
  mac?: string;
  vmid?: number;
  hostname?: string;
  gateway?: 1;
}

export interface Task {
  upid: string;
  node: string;
  pid: number;
  pstart: number;
  starttime: number;
  type: string;
  id: string;
  /** User without the token part. */
  user: string;
  tokenid?: string;
  endtime?: number;
  exitstatus?: string;
  log: string[];
}
