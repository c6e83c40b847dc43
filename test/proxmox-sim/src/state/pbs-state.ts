import type { Task } from './world.ts';

/** The Proxmox Backup Server beside the cluster. */
export interface PbsState {
  online: boolean;
  bootedAt: number;
  datastores: Record<string, Datastore>;
  users: Record<string, PbsUser>;
  acl: PbsAclEntry[];
  /** By kind and id. */
  jobs: Record<PbsJobKind, Record<string, PbsJob>>;
  remotes: Record<string, PbsRemote>;
  /** Of the certificate of its API. */
  fingerprint: string;
  certificateExpiry: number;
  tasks: Task[];
  counters: { pid: number; serial: number };
}

export type PbsJobKind = 'sync' | 'verify' | 'prune';

/** A section of one of its configuration files. */
export type PbsSection = Record<string, string | number | boolean | string[]>;

export interface PbsJob {
  /** As sent, without its id. */
  config: PbsSection;
  created: number;
  /** Of its last run. */
  upid: string | null;
}

export interface PbsRemote {
  /** As sent, without its name. The password is not kept. */
  config: PbsSection;
  reachable: boolean;
}

/** So many groups with a snapshot a day each: they follow from these numbers and are kept nowhere. */
export interface PbsFleet {
  groups: number;
  snapshotsPerGroup: number;
  /** 0: all are in the root namespace. */
  namespaces: number;
  /** When the newest were made. */
  at: number;
}

export interface Datastore {
  comment: string;
  total: number;
  /** Bytes used by what is no backup of this cluster. */
  base: number;
  /** Bytes of removed backups that no garbage collection has freed yet. */
  pending: number;
  namespaces: string[];
  /** Its section of the configuration, without name and comment. */
  config?: PbsSection;
  /** Why it cannot be read: its disk is gone, say. */
  error?: string | null;
  /** By `namespace:type/id`. */
  groupNotes?: Record<string, string>;
  fleet?: PbsFleet;
  gc: { upid: string; endtime: number; state: string; removed: number } | null;
}

export interface PbsUser {
  enable: boolean;
  expire: number;
  comment?: string;
  tokens: Record<string, { enable: boolean; expire: number; comment?: string; secretHash: string }>;
}

export interface PbsAclEntry {
  path: string;
  ugid: string;
  roleid: string;
  propagate: boolean;
}
