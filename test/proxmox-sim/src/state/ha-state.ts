import type { ConfigValue } from './world.ts';

export interface HaState {
  /** By sid (`vm:100`). */
  resources: Record<string, HaResource>;
  rules: Record<string, Record<string, ConfigValue>>;
  /** What the HA manager last made of each resource; null: no manager has run yet, everything is queued. */
  manager: Record<string, string> | null;
}

export interface HaResource {
  state: string;
  max_restart?: number;
  max_relocate?: number;
  comment?: string;
}

export interface ReplicationJob {
  guest: number;
  target: string;
  /** A calendar event. */
  schedule: string;
  disable?: 1;
  rate?: number;
  comment?: string;
  /** Marked for removal, which the next run does. */
  remove_job?: string;
  /** What the runs came to; a job that has not run yet has none but `since`, when it was made or changed. */
  state: { since: number; last_try?: number; last_sync?: number; fail_count: number; error?: string };
}
