import { backupPolicySettings } from '@vigie/contract/backup-policies';
import { z } from 'zod';
import { secretRef } from './secret.ts';

/**
 * Backups and their proof. `policy` holds for tenants without one of their own; `agentTimeoutSeconds` is how long a restored machine may
 * take until its guest agent answers; `steadySeconds` how long it must keep running to count as running.
 */
export const resilienceConfig = z.strictObject({
  policy: backupPolicySettings.prefault({
    schedule: '30 1 * * *',
    timeZone: 'UTC',
    storage: 'pbs',
    keep: { daily: 14, weekly: 8, monthly: 12 },
    rpoMinutes: 26 * 60,
    rtoMinutes: 60,
    restoreTest: { schedule: '30 3 * * *', windowDays: 30 },
    ports: [22],
  }),
  agentTimeoutSeconds: z.int().min(1).default(600),
  steadySeconds: z.int().min(0).default(10),
  /** The key that signs evidence: an ed25519 private key in PEM; without it one is made in the state folder. */
  evidenceKey: secretRef.optional(),
});

/** Where a cluster restores backups to test them. Nothing else may use the pool, the zone and the VMIDs. */
export const labConfig = z
  .strictObject({
    vmids: z
      .strictObject({ from: z.int().min(100), to: z.int().max(999_999_999) })
      .refine((range) => range.from <= range.to, '"from" is above "to"')
      .default({ from: 30_000, to: 30_099 }),
    pool: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,40}$/).default('vigie-lab'),
    /** A simple SDN zone without any subnet, and its one VNet: what is in it reaches nothing. Both are made when they are missing. */
    zone: z.string().regex(/^[a-z][a-z0-9]{1,7}$/).default('viglab'),
    vnet: z.string().regex(/^[a-z][a-z0-9]{1,7}$/).default('viglab0'),
    /** Where restored disks go; without it the storage of new machines. */
    storage: z.string().min(1).optional(),
  })
  .prefault({});
export type LabConfig = z.infer<typeof labConfig>;

/**
 * Messages to a Slack channel by a bot token (`chat:write`). `apiUrl` is for a proxy in front of Slack's API.
 * `orders`: one message for each order, which changes as it proceeds.
 */
export const slackConfig = z.strictObject({
  token: secretRef,
  channel: z.string().min(1),
  orders: z.boolean().default(true),
  apiUrl: z.url().optional(),
});
