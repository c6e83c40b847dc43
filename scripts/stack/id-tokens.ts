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
  /** Good for ten minutes. */
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
  return {
    url,
    token({ orgId, role, login }) {
      const now = Math.floor(Date.now() / 1000);
      const person = { name: login, username: login, email: `${login}@vigie.example`, identifier: login, role, type: 'user' };
      const issued = { iss: url, aud: `org:${orgId}`, sub: `user:${login}`, iat: now, exp: now + 600 };
      const claims = { ...person, ...issued, namespace: orgId === 1 ? 'default' : `org-${orgId}`, authenticatedBy: 'password' };
      const content = `${encoded({ alg: 'ES256', kid: jwk.kid, typ: 'jwt' })}.${encoded(claims)}`;
      const signature = sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${content}.${signature.toString('base64url')}`;
    },
    close: () => server.close(),
  };
}
