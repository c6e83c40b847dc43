import { z } from 'zod';
import { hostNetwork } from './cidr.ts';

/** Firewall rules around each tenant's machine. `allowFrom`: networks from which all machines are reached on SSH and the node exporter. */
export const isolationConfig = z
  .strictObject({ mode: z.enum(['required', 'off']).default('required'), allowFrom: z.array(hostNetwork).default([]) })
  .prefault({});
