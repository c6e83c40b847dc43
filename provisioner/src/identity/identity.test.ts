import { createServer } from 'node:http';
import { exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { pino } from 'pino';
import { gatewayKeys, startTestGrafana, type TestGrafana } from './fixture.ts';
import { createIdentity, type Identity } from './identity.ts';

let grafana: TestGrafana;
let identity: Identity;
let lines: string[];
const log = pino({}, { write: (line: string) => void lines.push(line) });

beforeEach(async () => {
  lines = [];
  grafana = await startTestGrafana();
  identity = createIdentity(grafana.loaded);
});
afterEach(() => grafana.close());

async function causeOf(headers: Record<string, string>): Promise<string> {
  await expect(identity.identify(headers, log)).rejects.toMatchObject({
    code: 'unauthenticated',
    message: 'The call carries no valid identity. Sign in to Grafana and call through its plugin.',
  });
  expect(lines).toHaveLength(1);
  for (const name of ['x-gateway-key', 'x-grafana-id']) if (headers[name]) expect(lines[0]).not.toContain(headers[name]);
  return (JSON.parse(lines[0] ?? '{}') as { cause: string }).cause;
}

const acme = (token: string) => ({ 'x-gateway-key': gatewayKeys[2], 'x-grafana-id': token });
const claims: JWTPayload = { aud: 'org:2', sub: 'user:7', namespace: 'org-2', type: 'user', role: 'Admin' };

describe('identity refuses', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['an expired token', { exp: 1_000_000 }, /"exp"/],
    ['a token without expiry', { exp: undefined }, /"exp"/],
    ['another audience', { aud: 'org:3' }, /"aud"/],
    ['another issuer', { iss: 'http://evil.example/' }, /"iss"/],
    ['an issuer that only starts like ours', { iss: 'http://127.0.0.1:1/' }, /"iss"/],
    ['a service account', { type: 'service-account', sub: 'service-account:3' }, /type/],
    ['a token without type', { type: undefined }, /"type"/],
    ['a token without subject', { sub: undefined }, /"sub"/],
    ['another namespace', { namespace: 'org-3' }, /namespace is not org-2/],
    ['the namespace of the operator', { namespace: 'default' }, /namespace is not org-2/],
    ['a role that Grafana does not give', { role: 'None' }, /role/],
  ])('%s', async (_what, changed, cause) => {
    expect(await causeOf(acme(await grafana.token(changed)))).toMatch(cause);
  });

  test('another typ', async () => {
    expect(await causeOf(acme(await grafana.token({}, { typ: 'at+jwt' })))).toMatch(/typ/);
  });

  test('HS256 with the public key as the secret', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(grafana.publicKey));
    const token = await new SignJWT({ ...claims, iss: `${grafana.url}/` })
      .setProtectedHeader({ alg: 'HS256', typ: 'jwt', kid: 'id-0-es256' })
      .setExpirationTime('10m')
      .sign(secret);
    expect(await causeOf(acme(token))).toMatch(/alg/);
  });

  test('alg none', async () => {
    const token = new UnsecuredJWT({ ...claims, iss: `${grafana.url}/` }).setExpirationTime('10m').encode();
    expect(await causeOf(acme(token))).toMatch(/alg|typ|signature|JWS/i);
  });

  test('a key of somebody else under the right key id', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const token = await new SignJWT({ ...claims, iss: `${grafana.url}/` })
      .setProtectedHeader({ alg: 'ES256', typ: 'jwt', kid: 'id-0-es256' })
      .setExpirationTime('10m')
      .sign(privateKey);
    expect(await causeOf(acme(token))).toMatch(/signature/);
  });

  test('the gateway key of another organisation, and of nobody', async () => {
    const { 'x-grafana-id': token = '' } = await grafana.headers(2, 'Admin');
    expect(await causeOf({ 'x-gateway-key': gatewayKeys[3], 'x-grafana-id': token })).toMatch(/"aud"/);
    lines = [];
    expect(await causeOf({ 'x-gateway-key': 'guess', 'x-grafana-id': token })).toBe('unknown gateway key');
  });

  test('a missing header, whatever unsigned headers say', async () => {
    const { 'x-grafana-id': token = '' } = await grafana.headers(2, 'Admin');
    const unsigned = { 'x-grafana-user': 'admin', 'x-grafana-org-id': '1', 'x-grafana-context': '{"orgId":1,"orgRole":"Admin"}' };
    expect(await causeOf({ 'x-grafana-id': token, ...unsigned })).toBe('no gateway key');
    lines = [];
    expect(await causeOf({ 'x-gateway-key': gatewayKeys[1], ...unsigned })).toBe('no Grafana ID token');
  });

  test('makes nobody read keys without a gateway key', async () => {
    await causeOf({ 'x-grafana-id': await grafana.token() });
    expect(grafana.reads()).toBe(0);
  });
});

describe('identity', () => {
  test('knows a tenant and the operator, with or without a slash after the issuer', async () => {
    const tenant = await identity.identify(await grafana.headers(2, 'Editor'), log);
    expect(tenant).toMatchObject({ login: 'ann-2-Editor', name: 'Ann', role: 'Editor', operator: false, tenant: { id: 'acme' } });
    expect(tenant).not.toHaveProperty('email');
    const operator = await identity.identify(await grafana.headers(1, 'Viewer', { iss: grafana.url, email: 'ann@example.net' }), log);
    expect(operator).toMatchObject({ operator: true, tenant: null, email: 'ann@example.net' });
    expect(grafana.reads()).toBe(1);
  });

  test('reads the keys once, and is not ready (not: unauthenticated) while they cannot be read', async () => {
    grafana.answer(500);
    const headers = await grafana.headers(2, 'Viewer');
    await expect(identity.identify(headers, log)).rejects.toMatchObject({ code: 'not-ready' });
    await expect(identity.identify(headers, log)).rejects.toMatchObject({ code: 'not-ready' });
    expect(grafana.reads()).toBe(1);
  });

  test('is not ready when nobody listens where the keys should be', async () => {
    const headers = await grafana.headers(2, 'Viewer');
    const { config, baseDir } = grafana.loaded;
    const nobody = createServer();
    await new Promise<void>((resolve) => void nobody.listen(0, '127.0.0.1', resolve));
    const jwksUrl = `http://127.0.0.1:${(nobody.address() as { port: number }).port}/keys`;
    await new Promise((resolve) => nobody.close(resolve));
    const lost = createIdentity({ config: { ...config, grafana: { ...config.grafana, jwksUrl } }, baseDir });
    await expect(lost.identify(headers, log)).rejects.toMatchObject({ code: 'not-ready' });
  });

  test('does not start with one gateway key for two organisations, or without one', () => {
    const { config, baseDir } = grafana.loaded;
    const operatorKey = (gatewayKey: { file: string }) => ({
      config: { ...config, operator: { ...config.operator, grafana: { orgId: 1, gatewayKey } } },
      baseDir,
    });
    expect(() => createIdentity(operatorKey({ file: '2' }))).toThrow('the operator and acme have the same gateway key');
    expect(() => createIdentity(operatorKey({ file: 'nothing' }))).toThrow('the secret in file nothing is missing or empty');
  });
});
