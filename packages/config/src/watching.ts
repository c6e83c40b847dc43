import { z } from 'zod';

/** Seconds between two looks. They are made at fixed times of the clock, so they divide a minute, or are minutes that divide an hour. */
const interval = (longest: number) =>
  z.int().min(1).max(longest).refine((seconds) => (seconds < 60 ? 60 % seconds === 0 : seconds % 60 === 0 && 3600 % seconds === 0), {
    message: 'must divide a minute, or be whole minutes that divide an hour',
  });

/** How often the states of all machines are read and kept: what is known of them after a restart, or while Proxmox is away. */
export const syncConfig = z.strictObject({ intervalSeconds: interval(600).default(60) }).prefault({});

/**
 * How often Proxmox is compared with what Vigie knows. Lists are read each time, four calls for a cluster; the settings and firewall rules
 * of a machine are four more calls, so every machine has them read once in `roundMinutes`.
 */
export const driftConfig = z
  .strictObject({ intervalSeconds: interval(600).default(60), roundMinutes: z.int().min(1).max(1440).default(60) })
  .prefault({});
