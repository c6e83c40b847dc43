import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { demoUsers, findUser } from './demo-users.ts';
import { signIdToken } from './id-token.ts';
import { openSigningKeys } from './signing-keys.ts';

const issuer = 'http://127.0.0.1:3000';
let state: string;
beforeEach(() => (state = mkdtempSync(join(tmpdir(), 'preview-keys-'))));
afterEach(() => rmSync(state, { recursive: true }));

test("the public key set holds no private part, and the file is the owner's only", async () => {
  const { keys } = await openSigningKeys(state).jwks();
  expect(keys).toHaveLength(1);
  expect(keys[0]).not.toHaveProperty('d');
  expect(statSync(join(state, 'signing-keys.json')).mode & 0o777).toBe(0o600);
});

test('a token of other keys is refused', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'preview-keys-'));
  const forged = await signIdToken(demoUsers[0]!, issuer, openSigningKeys(elsewhere));
  rmSync(elsewhere, { recursive: true });
  const keys = createLocalJWKSet(await openSigningKeys(state).jwks());
  await expect(jwtVerify(forged, keys)).rejects.toThrow('signature verification failed');
});

test('a token says who asks, for which organisation, for ten minutes', async () => {
  const keys = openSigningKeys(state);
  const token = await signIdToken(findUser('acme-viewer')!, issuer, keys);
  const { payload } = await jwtVerify(token, createLocalJWKSet(await keys.jwks()), {
    algorithms: ['ES256'],
    typ: 'jwt',
    issuer,
    audience: 'org:2',
    requiredClaims: ['exp', 'sub', 'namespace', 'type'],
  });
  expect(payload).toMatchObject({
    sub: 'user:3',
    namespace: 'org-2',
    type: 'user',
    role: 'Viewer',
    email: 'victor@acme.example',
    username: 'acme-viewer',
    name: 'Victor Acme',
    authenticatedBy: 'password',
    identifier: 'demo-user-3',
  });
  expect(payload.exp! - payload.iat!).toBe(600);
  expect(decodeProtectedHeader(token).kid).toMatch(/^id-\d{4}-\d{2}-es256$/);
});

test('the first organisation is the default namespace', async () => {
  const keys = openSigningKeys(state);
  const { payload } = await jwtVerify(await signIdToken(findUser('admin')!, issuer, keys), createLocalJWKSet(await keys.jwks()));
  expect(payload).toMatchObject({ namespace: 'default', aud: 'org:1', role: 'Admin' });
});

test('tokens survive a restart and a new month, not two', async () => {
  const january = new Date('2026-01-20T00:00:00Z');
  const token = await signIdToken(
    demoUsers[0]!,
    issuer,
    openSigningKeys(state, () => january),
  );
  const { kid } = decodeProtectedHeader(token);
  const kids = async (now: string) => {
    const keys = openSigningKeys(state, () => new Date(now));
    return (await keys.jwks()).keys.map((key) => key.kid);
  };
  expect(await kids('2026-01-21T00:00:00Z')).toEqual([kid]);
  expect(await kids('2026-02-05T00:00:00Z')).toEqual([kid, 'id-2026-02-es256']);
  expect(await kids('2026-04-05T00:00:00Z')).not.toContain(kid);
});
