import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Whether the Authorization header holds the token of this tenant. */
export type TenantAuth = (tenant: string, authorization: string | undefined) => boolean;

/**
 * Checks bearer tokens in constant time: hashes are compared, and an unknown tenant costs the same comparison,
 * so that neither a token nor the list of tenants can be guessed from the time taken.
 */
export function createTenantAuth(tokens: ReadonlyMap<string, string>): TenantAuth {
  const hashes = new Map([...tokens].map(([tenant, token]) => [tenant, sha256(token)]));
  const nobody = randomBytes(32);
  return (tenant, authorization) => {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
    const same = timingSafeEqual(sha256(token), hashes.get(tenant) ?? nobody);
    return same && token !== '';
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
