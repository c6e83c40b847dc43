import { z } from 'zod';
import { instant, tenantId } from './primitives.ts';

/** A cron expression with five fields. The daemon checks that it can be read and ever comes true. */
export const cronExpression = z
  .string()
  .trim()
  .regex(/^\S+( \S+){4}$/, 'a cron expression has five fields: minute, hour, day of month, month, day of week')
  .max(100)
  .meta({ id: 'CronExpression', example: '30 1 * * *' });

const count = z.int().min(1).max(1000).optional();

/** How many backups are kept, as Proxmox counts them: the newest of each of the last so many days, weeks, ... At least one rule. */
export const retention = z
  .strictObject({ last: count, daily: count, weekly: count, monthly: count, yearly: count })
  .refine((rules) => Object.values(rules).some((rule) => rule !== undefined), 'keep at least one backup')
  .meta({ id: 'Retention' });

/**
 * How a tenant's machines are backed up and proven. `rpoMinutes`: how much work may be lost at most; `rtoMinutes`: how long a
 * recovery may take at most; `windowDays`: every machine is proven by a restore test at least once in so many days.
 * `ports` must be served inside the machine after a restore. Schedules are read in `timeZone` (IANA name).
 */
export const backupPolicySettings = z
  .strictObject({
    schedule: cronExpression,
    timeZone: z.string().min(1).max(64),
    storage: z.string().min(1).max(100),
    keep: retention,
    rpoMinutes: z.int().min(5).max(60 * 24 * 366),
    rtoMinutes: z.int().min(1).max(60 * 24 * 31),
    restoreTest: z.strictObject({ schedule: cronExpression, windowDays: z.int().min(1).max(366) }),
    ports: z.array(z.int().min(1).max(65535)).max(20),
  })
  .meta({ id: 'BackupPolicySettings' });
export type BackupPolicySettings = z.infer<typeof backupPolicySettings>;

/** The policy of a tenant. `own` is false while the defaults of vigie.yaml hold. `next...` are the next times by the schedules. */
export const backupPolicy = z
  .object({
    tenant: tenantId,
    settings: backupPolicySettings,
    own: z.boolean(),
    changedAt: instant.optional(),
    changedBy: z.string().optional(),
    nextBackupAt: instant,
    nextRestoreTestAt: instant,
  })
  .meta({ id: 'BackupPolicy' });
export type BackupPolicy = z.infer<typeof backupPolicy>;

/** `settings` null takes the tenant's own policy away: the defaults hold again. */
export const backupPolicyChange = z
  .strictObject({ tenant: tenantId, settings: backupPolicySettings.nullable() })
  .meta({ id: 'BackupPolicyChange' });
export type BackupPolicyChange = z.infer<typeof backupPolicyChange>;
