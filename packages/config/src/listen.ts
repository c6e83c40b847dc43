import { z } from 'zod';

/** Where a daemon listens; `port` is the one without a setting, 0 any free one. */
export const listen = (port: number) =>
  z
    .strictObject({ host: z.string().default('127.0.0.1'), port: z.int().min(0).max(65535).default(port) })
    .default({ host: '127.0.0.1', port });
