import { z } from 'zod';

/**
 * What becomes of a machine of a lost node. `move`: its disks are on shared storage, so its configuration is enough; `restore`: from a
 * backup; `lost`: neither. `to` is null for what is lost.
 */
const evacuated = z.object({
  vmId: z.string(),
  vmid: z.int(),
  name: z.string(),
  tenant: z.string(),
  memoryGiB: z.number(),
  how: z.enum(['move', 'restore', 'lost']),
  to: z.string().nullable(),
  archive: z.string().nullable(),
  takenAt: z.string().nullable(),
});
export type Evacuated = z.infer<typeof evacuated>;

/** What actions find out for later steps, by name; kept with the execution. */
export const factSchemas = {
  /** The machines of a lost node (plan-evacuation). */
  evacuation: z.array(evacuated),
  /** Of one lost machine: where it is to be, and whether a configuration stands in its way (confirm-vm-lost). */
  lostVm: z.object({ node: z.string(), configThere: z.boolean() }),
  /** The backup to restore one machine from (find-backup). */
  backup: z.object({ volume: z.string(), takenAt: z.string() }),
  /** Restore tests of this rehearsal, by the id of their machine. */
  tests: z.record(z.string(), z.string()),
} as const;

export type FactName = keyof typeof factSchemas;
export type Fact<Name extends FactName> = z.infer<(typeof factSchemas)[Name]>;
