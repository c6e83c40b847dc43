import { z } from 'zod';
import { instant } from './primitives.ts';

/** Proxmox's rule for names of snapshots; `current` is its word for the present. */
export const snapshotName = z
  .string()
  .min(2, 'a name has at least 2 characters')
  .max(40, 'a name has at most 40 characters')
  .regex(/^[A-Za-z][A-Za-z0-9_-]+$/, 'a name is letters, digits, hyphens and underscores, with a letter first')
  .refine((name) => name !== 'current', '"current" is the name of the present state')
  .meta({ id: 'SnapshotName', example: 'before-upgrade' });

/** A snapshot as Proxmox lists it. `parent` is the one that it was taken after. `memory`: the memory was saved too. */
export const snapshot = z
  .object({
    name: z.string(),
    description: z.string(),
    takenAt: instant.nullable(),
    parent: z.string().nullable(),
    memory: z.boolean(),
    /** The state that the machine runs on now was begun here. */
    current: z.boolean(),
  })
  .meta({ id: 'Snapshot' });
export type Snapshot = z.infer<typeof snapshot>;

export const snapshotRequest = z
  .strictObject({ name: snapshotName, description: z.string().trim().max(200).default('') })
  .meta({ id: 'SnapshotRequest' });
export type SnapshotRequest = z.infer<typeof snapshotRequest>;
