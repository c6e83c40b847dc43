import { createHash } from 'node:crypto';
import type { UserClaims } from './grafana-token.ts';

/** Verifies the token of a user of this organisation, as `verifyGrafanaToken` does. */
export type VerifyToken = (token: string, orgId: number) => Promise<UserClaims>;

/** More people than look at once. */
const most = 1_000;

/**
 * Verifies each token once: Grafana sends the same one for ten minutes, and to verify a signature takes a turn of another thread. What is
 * kept of a token is its hash. It counts until the token ends, at most those ten minutes, also when Grafana has changed its key meanwhile:
 * its keys are kept for an hour all the same. `now` in milliseconds since 1970.
 */
export function verifiedTokens(verify: VerifyToken, now: () => number = Date.now): VerifyToken {
  const known = new Map<string, UserClaims>();
  return async (token, orgId) => {
    const key = `${orgId} ${createHash('sha256').update(token).digest('base64')}`;
    const seen = known.get(key);
    if (seen && seen.exp * 1000 > now()) return seen;
    const claims = await verify(token, orgId);
    known.delete(key);
    known.set(key, claims);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return claims;
  };
}
