import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ApiEndpointConfig, ApiTokenConfig } from './proxmox-api.ts';
import { readSecret } from './secret.ts';

/** What a client of a Proxmox API needs: CAs as PEM text, the token with its secret. */
export interface Connection {
  endpoints: { url: string; fingerprint?: string; ca?: string }[];
  token: { id: string; secret: string };
}

/** Reads the files that a configured API names. Throws when a secret or CA file cannot be read. */
export function readConnection(endpoints: readonly ApiEndpointConfig[], token: ApiTokenConfig, baseDir: string): Connection {
  return {
    endpoints: endpoints.map(({ url, fingerprint, ca }) => ({
      url,
      ...(fingerprint !== undefined && { fingerprint }),
      ...(ca !== undefined && { ca: readFileSync(resolve(baseDir, ca), 'utf8') }),
    })),
    token: { id: token.id, secret: readSecret(token.secret, baseDir) },
  };
}
