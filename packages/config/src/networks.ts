import { z } from 'zod';
import { cidrsOverlap, hostNetwork, superNetworkCidr } from './cidr.ts';

/** The kinds of tenants: `standard` for persons and small customers, `enterprise` for companies with address space of their own. */
export const tenantKind = z.enum(['standard', 'enterprise']);

/** `addition` is used once the kind's `main` ones are full, `reserve` once all others are. Within a role: in the order of the file. */
const superNetwork = z.strictObject({
  cidr: superNetworkCidr,
  kind: tenantKind,
  role: z.enum(['main', 'addition', 'reserve']).default('main'),
});
export type SuperNetwork = z.infer<typeof superNetwork>;

/** What is asked of a tenant that has a network already. `default` here is what holds when nobody chose until the deadline. */
const choice = z.strictObject({
  deadlineHours: z.number().positive().max(2160).default(72),
  default: z.enum(['default', 'new']).default('default'),
});

/** From where tenants get their /24s. No /24 that meets one of `exclusions` is ever given. */
export const networksConfig = z
  .strictObject({
    superNetworks: z
      .array(superNetwork)
      .min(1)
      .superRefine((list, context) => {
        list.forEach((a, i) =>
          list.slice(0, i).forEach((b) => {
            if (cidrsOverlap(a.cidr, b.cidr)) context.addIssue({ code: 'custom', path: [i, 'cidr'], message: `overlaps ${b.cidr}` });
          }),
        );
      })
      .default([
        { cidr: '10.10.0.0/16', kind: 'standard', role: 'main' },
        { cidr: '10.11.0.0/16', kind: 'standard', role: 'reserve' },
        { cidr: '172.16.0.0/16', kind: 'enterprise', role: 'main' },
      ]),
    exclusions: z.array(hostNetwork).default([]),
    choice: choice.prefault({}),
  })
  .prefault({});
export type NetworksConfig = z.infer<typeof networksConfig>;
