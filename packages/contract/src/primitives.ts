import { z } from 'zod';

/** A tenant's id. It is also the name of the tenant's Proxmox pool, so Proxmox's rules for pool ids hold: a letter first. */
export const tenantId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/, 'a tenant id is 2 to 31 small letters, digits or hyphens, with a letter first')
  .meta({ id: 'TenantId', example: 'acme' });

const idOf = (prefix: string, name: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-z]{16}$`))
    .meta({ id: name });

/** An order's id: `ord_` and 16 small base-32 characters, sortable by creation time. */
export const orderId = idOf('ord', 'OrderId');

/** Our id of a VM: `vm_` and 16 small base-32 characters. The VMID of Proxmox is another field, because two clusters may share one. */
export const vmRef = idOf('vm', 'VmRef');

/** A backup that Vigie makes: `bak_` and 16 small base-32 characters, sortable by creation time, as the ids below. */
export const backupRunId = idOf('bak', 'BackupRunId');
export const restoreTestId = idOf('rst', 'RestoreTestId');
/** An execution of a recovery runbook, for real or as a rehearsal. */
export const executionId = idOf('exe', 'ExecutionId');

/** An operation on a machine, e.g. a restart. */
export const vmOperationId = idOf('vop', 'VmOperationId');

/** A mail that Vigie sent, or tried to. */
export const mailId = idOf('mai', 'MailId');

/** A machine name: one DNS label, because Proxmox refuses anything else and the guest takes it as its host name. */
export const machineName = z
  .string()
  .min(1, 'a name is needed')
  .max(63, 'a name has at most 63 characters')
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'a name is small letters, digits and hyphens, with a letter or digit at both ends')
  .meta({ id: 'MachineName', example: 'web-01' });

/** A point in time, RFC 3339 in UTC. */
export const instant = z.iso.datetime().meta({ id: 'Instant', example: '2026-11-21T08:30:00.000Z' });

/** An amount of money in minor units of the currency beside it (cents for EUR). */
export const minorUnits = z.int().meta({ id: 'MinorUnits' });

/** An ISO 4217 currency code. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ id: 'Currency', example: 'EUR' });

/** The languages that Vigie speaks. */
export const language = z.enum(['en', 'fr']).meta({ id: 'Language' });
export type Language = z.infer<typeof language>;
