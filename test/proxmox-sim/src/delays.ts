/** How long things take. `realistic` keeps the order of magnitude of a small real cluster; `none` is for tests. */
export interface Delays {
  clone: number;
  start: number;
  shutdown: number;
  stop: number;
  /** From start until the guest agent answers. */
  agentBoot: number;
  /** A backup of one guest. */
  backup: number;
  restore: number;
  /** A verification of one snapshot, or a garbage collection. */
  verify: number;
  /** A program that the agent cannot start. */
  execTimeout: number;
  /** An agent that does not answer. */
  agentTimeout: number;
  /** An installation of packages in a guest. */
  install: number;
  apply: number;
  reload: number;
  destroy: number;
  resize: number;
  config: number;
  /** Proxmox holds every failed authentication back. */
  failedLogin: number;
  /** A connection to a node that is off. */
  noRoute: number;
  /** The proxy's patience with a worker that hangs. */
  proxyTimeout: number;
  /** A connection to a server that drops what it is sent. */
  connectTimeout: number;
  /** How long a lock of the cluster is waited for without quorum. */
  clusterLock: number;
  snapshot: number;
  migrate: number;
  /** A second of a timeout that a caller gave, e.g. to a shutdown. */
  second: number;
  /** A second of waiting for the lock of a guest: a bound, so it is one in tests too. */
  lockSecond: number;
  /** A console that nobody connects to. */
  console: number;
  /** From the loss of a node until its services start elsewhere. */
  fence: number;
}

export const realistic: Delays = {
  clone: 2000,
  start: 1000,
  shutdown: 1500,
  stop: 500,
  agentBoot: 4000,
  backup: 4000,
  restore: 4000,
  verify: 1000,
  execTimeout: 5000,
  agentTimeout: 3000,
  install: 3000,
  apply: 500,
  reload: 500,
  destroy: 250,
  resize: 200,
  config: 200,
  failedLogin: 3000,
  noRoute: 3000,
  proxyTimeout: 30_000,
  connectTimeout: 120_000,
  clusterLock: 10_000,
  snapshot: 1000,
  migrate: 4000,
  second: 1000,
  lockSecond: 1000,
  console: 10_000,
  fence: 120_000,
};

export const none: Delays = {
  clone: 0,
  start: 0,
  shutdown: 0,
  stop: 0,
  agentBoot: 0,
  backup: 0,
  restore: 0,
  verify: 0,
  execTimeout: 0,
  agentTimeout: 0,
  install: 0,
  apply: 0,
  reload: 0,
  destroy: 0,
  resize: 0,
  config: 0,
  failedLogin: 0,
  noRoute: 0,
  proxyTimeout: 0,
  connectTimeout: 0,
  clusterLock: 0,
  snapshot: 0,
  migrate: 0,
  second: 0,
  lockSecond: 1000,
  console: 0,
  fence: 0,
};
