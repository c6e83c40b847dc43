import { SignJWT } from 'jose';
import type { DemoUser } from './demo-users.ts';
import type { SigningKeys } from './signing-keys.ts';

/** The organisation's name in Grafana's resource API, which is also the token's `namespace`. */
export function namespaceOf(orgId: number): string {
  return orgId === 1 ? 'default' : `org-${orgId}`;
}

/** Grafana's ID token for a signed-in user, good for 10 minutes. `issuer` is the root URL without a trailing slash. */
export async function signIdToken(user: DemoUser, issuer: string, keys: SigningKeys): Promise<string> {
  const { kid, key } = await keys.current();
  const claims = {
    authenticatedBy: 'password',
    email: user.email,
    identifier: `demo-user-${user.id}`,
    name: user.name,
    namespace: namespaceOf(user.org.id),
    role: user.role,
    type: 'user',
    username: user.login,
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid, typ: 'jwt' })
    .setIssuer(issuer)
    .setAudience(`org:${user.org.id}`)
    .setSubject(`user:${user.id}`)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(key);
}
