import { z } from 'zod';
import { secretRef } from './secret.ts';

/** An id that becomes a label and is part of messages. */
export const apiName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'up to 31 small letters, digits or hyphens');

/** How the server's certificate is trusted: by its SHA-256 fingerprint or by a CA file. There is no third way. */
const endpoint = z
  .strictObject({
    url: z.url({ protocol: /^https$/, error: 'an https URL such as https://pve1.example.net:8006' }),
    fingerprint: z
      .string()
      .regex(/^([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}$/, 'a SHA-256 fingerprint: 32 bytes in hexadecimal with colons')
      .optional(),
    ca: z.string().min(1).optional(),
  })
  .refine((value) => value.fingerprint === undefined || value.ca === undefined, 'give fingerprint or ca, not both');

/** Where an API of Proxmox is, in the order in which it is tried. */
export const apiEndpoints = z.array(endpoint).min(1);
export type ApiEndpointConfig = z.infer<typeof endpoint>;

export const apiToken = z.strictObject({
  id: z.string().regex(/^[^\s@!]+@[^\s@!]+![^\s@!]+$/, 'a token id such as vigie@pve!provisioner'),
  secret: secretRef,
});
export type ApiTokenConfig = z.infer<typeof apiToken>;
