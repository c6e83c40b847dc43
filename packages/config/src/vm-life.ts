import { z } from 'zod';

/**
 * What a deletion is: the machine is stopped, backed up (`finalBackup`; a machine whose last backup fails is not deleted), and destroyed
 * after `graceDays`.
 */
export const deletionConfig = z
  .strictObject({ graceDays: z.int().min(0).max(365).default(7), finalBackup: z.boolean().default(true) })
  .prefault({});

/** How long a guest may take to shut down before it is said that it does not. */
export const shutdownSeconds = z.int().min(1).max(3600).default(180);
