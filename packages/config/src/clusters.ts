import { z } from 'zod';
import { labConfig } from './resilience.ts';
import { secretRef } from './secret.ts';

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

export const apiToken = z.strictObject({
  id: z.string().regex(/^[^\s@!]+@[^\s@!]+![^\s@!]+$/, 'a token id such as vigie@pve!provisioner'),
  secret: secretRef,
});

/**
 * A PVE cluster. `vmids` is a range that only Vigie creates in (keep it out of the GUI's next-id range);
 * `templates` maps the catalogue's operating systems to template VMIDs.
 */
export const clusterConfig = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'up to 31 small letters, digits or hyphens'),
  endpoints: z.array(endpoint).min(1),
  token: apiToken,
  exporterToken: apiToken.optional(),
  vmids: z
    .strictObject({ from: z.int().min(100), to: z.int().max(999_999_999) })
    .refine((range) => range.from <= range.to, '"from" is above "to"')
    .default({ from: 20_000, to: 29_999 }),
  storage: z.string().min(1),
  sdn: z
    .strictObject({
      zone: z.string().regex(/^[a-z][a-z0-9]{1,7}$/, 'a zone id is 2 to 8 small letters or digits, with a letter first'),
      dhcp: z.enum(['dnsmasq', 'none']).default('dnsmasq'),
      snat: z.boolean().default(true),
    })
    .default({ zone: 'vigie', dhcp: 'dnsmasq', snat: true }),
  templates: z.record(z.string(), z.int().min(100)).refine((map) => Object.keys(map).length > 0, 'name at least one template'),
  guestUser: z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/).default('admin'),
  nameservers: z.array(z.ipv4()).default([]),
  lab: labConfig,
});
export type ClusterConfig = z.infer<typeof clusterConfig>;
