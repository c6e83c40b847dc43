import { z } from 'zod';
import { secretRef } from './secret.ts';

/** Both stand in commands that people paste into a shell. */
const hostName = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/, 'a host name or an IPv4 address');
const account = z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'an account has small letters, digits, "-" and "_"');

const port = z.int().min(1).max(65535);

/**
 * The host through which tenants reach their machines by SSH (docs/bastion.md). Vigie logs in as `user` with `key`, an OpenSSH private key
 * without a passphrase, and trusts only `hostKey`. `sourceAddress` is the address from which machines see it, when `host` is not that: it is
 * let into all machines. Tenants type `ssh -J jumpUser@publicHost:publicPort`; without these, `host` and `port`.
 */
export const bastionConfig = z.strictObject({
  host: hostName,
  port: port.default(22),
  user: account.default('vigie'),
  hostKey: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'a fingerprint as `ssh-keygen -lf` prints it: SHA256: and 43 characters'),
  key: secretRef,
  jumpUser: account.default('jump'),
  publicHost: hostName.optional(),
  publicPort: port.optional(),
  sourceAddress: z.ipv4().optional(),
});
export type BastionConfig = z.infer<typeof bastionConfig>;
