import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Who a token is for; the operator's organisation is 1. */
export interface Person {
  orgId: number;
  role: 'Admin' | 'Editor' | 'Viewer';
  login: string;
}

/** What the provisioner needs of Grafana: ID tokens, and the key that they are signed with. */
export interface IdTokens {
  /** For `grafana.url`. */
  readonly url: string;
  /** Good for ten minutes. A person gets the same one until half a minute before its end, as from Grafana. */
  token(person: Person): string;
  close(): void;
}

/** Stands in for Grafana where no browser is needed. */
export async function startIdTokens(): Promise<IdTokens> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'the-only-one', alg: 'ES256', use: 'sig' };
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const made = ({ orgId, role, login }: Person, now: number): string => {
    const person = { name: login, username: login, email: `${login}@vigie.example`, identifier: login, role, type: 'user' };
    const issued = { iss: url, aud: `org:${orgId}`, sub: `user:${login}`, iat: now, exp: now + goodForSeconds };
    const claims = { ...person, ...issued, namespace: orgId === 1 ? 'default' : `org-${orgId}`, authenticatedBy: 'password' };
    const content = `${encoded({ alg: 'ES256', kid: jwk.kid, typ: 'jwt' })}.${encoded(claims)}`;
    const signature = sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${content}.${signature.toString('base64url')}`;
  };
  const given = new Map<string, { token: string; until: number }>();
  return {
    url,
    token(person) {
      const now = Math.floor(Date.now() / 1000);
      const key = JSON.stringify(person);
      const last = given.get(key);
      if (last && now < last.until) return last.token;
      const token = made(person, now);
      given.set(key, { token, until: now + goodForSeconds - leewaySeconds });
      return token;
    },
    close: () => server.close(),
  };
}

const goodForSeconds = 600;
/** Grafana makes a new one so long before the end. */
const leewaySeconds = 30;
