/** What is inside the disks: backups hold it as of their time. */
export interface GuestContents {
  /** false: an agent is configured but nothing answers inside. */
  agent: boolean;
  /** false: the power button does nothing. */
  acpi?: false;
  /** null: the name of the guest, as cloud-init writes it. */
  hostname: string | null;
  /** 32 hex digits; null: made at the next start, as an image without one does. */
  machineId: string | null;
  /** Of cloud-init's last run; missing before the first one. */
  instanceId?: string;
  files: Record<string, GuestFile>;
  services: GuestService[];
  /** Besides the root file system. */
  mounts: { device: string; mountpoint: string; type: string }[];
  /** Whose password was set through the agent. */
  users?: string[];
  /** What its package manager has and meets; absent: what a template has, without trouble. */
  packages?: GuestPackages;
  /** How a command ends, by its whole text or by the program alone. */
  commands: Record<string, { exitcode: number; out: string; err: string; milliseconds: number }>;
}

export interface GuestPackages {
  installed: string[];
  /** One line for each installation that was begun. */
  history: string[];
  /**
   * What an installation meets: no server that it could ask, another run that holds the lock, a package that breaks off, no end; `no-exec`:
   * the agent lets no program be run.
   */
  trouble: 'offline' | 'locked' | 'broken' | 'endless' | 'no-exec' | null;
}

export interface GuestFile {
  content: string;
  /** Seconds since 1970. */
  mtime: number;
  sha256: string;
}

export interface GuestService {
  /** As systemd names it. */
  name: string;
  port: number;
  active: boolean;
}
