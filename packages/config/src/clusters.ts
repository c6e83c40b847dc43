import { z } from 'zod';
import { isolationConfig } from './isolation.ts';
import { isoConfig } from './isos.ts';
import { apiEndpoints, apiName, apiToken } from './proxmox-api.ts';
import { labConfig } from './resilience.ts';

/**
 * A PVE cluster. `vmids` is a range that only Vigie creates in (keep it out of the GUI's next-id range);
 * `templates` maps the catalogue's operating systems to template VMIDs, `isos` those that tenants install themselves to images.
 */
export const clusterConfig = z.strictObject({
  name: apiName,
  endpoints: apiEndpoints,
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
  isolation: isolationConfig,
  templates: z.record(z.string(), z.int().min(100)).default({}),
  isos: z.record(z.string(), isoConfig).default({}),
  guestUser: z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/).default('admin'),
  nameservers: z.array(z.ipv4()).default([]),
  lab: labConfig,
});
export type ClusterConfig = z.infer<typeof clusterConfig>;
