import { grafanaRole } from '@vigie/contract/me';
import { jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { namespaceOf } from './organisations.ts';

/** The claims that we use, of a user's token. Grafana leaves `name` and `email` empty for users without one. */
const userClaims = z.object({
  /** When the token ends, in seconds since 1970. */
  exp: z.number(),
  sub: z.string().min(1),
  namespace: z.string(),
  type: z.literal('user'),
  role: grafanaRole,
  username: z.string().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
});
export type UserClaims = z.infer<typeof userClaims>;

/** Our clock may run this many seconds beside Grafana's. */
const clockTolerance = 10;

/**
 * Verifies a Grafana ID token as issued by `grafanaUrl` for a user of this organisation, and answers its claims.
 * Throws a KeysUnavailableError when the keys cannot be read, any other error when the token is not good.
 */
export async function verifyGrafanaToken(token: string, orgId: number, grafanaUrl: string, keys: JWTVerifyGetKey): Promise<UserClaims> {
  const root = grafanaUrl.replace(/\/+$/, '');
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ['ES256'],
    typ: 'jwt',
    // Grafana writes its root URL with or without a slash at the end, as it was configured.
    issuer: [root, `${root}/`],
    audience: `org:${orgId}`,
    requiredClaims: ['exp', 'sub', 'namespace', 'type'],
    clockTolerance,
  });
  const claims = userClaims.parse(payload);
  if (claims.namespace !== namespaceOf(orgId)) throw new Error(`the namespace is not ${namespaceOf(orgId)}`);
  return claims;
}
