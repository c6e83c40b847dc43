import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { generate } from 'selfsigned';
import { mistakesIn } from './testing/mistakes.ts';
import { loadWebConfig } from './web-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-web-config-'));
const file = join(folder, 'web.yaml');
const hash = `$2y$10$${'a'.repeat(53)}`;
const pair = { cert_file: 'server.pem', key_file: 'server.key' };

beforeAll(async () => {
  for (const name of ['server', 'other']) {
    const made = await generate([{ name: 'commonName', value: name }], { keyType: 'ec', algorithm: 'sha256' });
    writeFileSync(join(folder, `${name}.pem`), made.cert);
    writeFileSync(join(folder, `${name}.key`), made.private);
  }
  writeFileSync(join(folder, 'no.pem'), 'no');
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(content: unknown) {
  writeFileSync(file, typeof content === 'string' ? content : dump(content));
  return loadWebConfig(file);
}
const mistakesOf = (content: unknown) => mistakesIn(() => load(content));
const ofTls = (tls: Record<string, unknown>) => mistakesOf({ tls_server_config: { ...pair, ...tls } });

test('all mistakes are listed at once, unknown keys too, and no hash is repeated', () => {
  const mistakes = mistakesOf({
    tls_server_config: { ...pair, min_version: 'TLS10', client_auth: 'x' },
    basic_auth_users: { admin: 'in-the-open', slow: hash.replace('10', '20') },
    http_server_config: { headers: { 'X-Frame-Options': 'allow' } },
    more: 1,
  });
  expect(mistakes.map((mistake) => mistake.split(': ')[0]).sort()).toEqual([
    'basic_auth_users.admin', 'basic_auth_users.slow', 'http_server_config.headers.X-Frame-Options', 'more', 'tls_server_config.client_auth', 'tls_server_config.min_version',
  ]);
  expect(mistakes.join()).not.toContain('in-the-open');
});

test.each([
  ['files that are missing', { cert_file: 'a.pem', key_file: 'b.pem' }, ['cert_file', 'key_file']],
  ['files that are no PEM', { cert_file: 'no.pem', key_file: 'no.pem' }, ['cert_file', 'key_file']],
  ["another certificate's key", { key_file: 'other.key' }, ['key_file']],
  ['a value in the file and in another one', { cert: 'x' }, ['cert_file']],
  ['verification without a CA', { client_auth_type: 'RequireAndVerifyClientCert' }, ['client_ca_file']],
  ['a CA that nothing looks at', { client_ca_file: 'server.pem' }, ['client_auth_type']],
  ['names of clients that need not show them', { client_allowed_sans: ['a'] }, ['client_allowed_sans']],
  ['versions that leave nothing', { min_version: 'TLS13', max_version: 'TLS12' }, ['max_version']],
  ['a cipher that is not safe', { cipher_suites: ['TLS_RSA_WITH_RC4_128_SHA'] }, ['cipher_suites[0]']],
])('refuses %s', (_what, tls, keys) => {
  expect(ofTls(tls).map((mistake) => mistake.split(': ')[0])).toEqual(keys.map((key) => `tls_server_config.${key}`));
});

test('a certificate without its key is refused', () => {
  expect(mistakesOf({ tls_server_config: { cert_file: 'server.pem' } })).toEqual(['tls_server_config.key_file: is missing (or key)']);
});

test('an empty file opens the door as no file does', () => {
  expect(load('')).toEqual({ tls: null, users: new Map(), headers: {}, rateLimit: null });
});

test('all that the format has is understood; paths are relative to the file', () => {
  const { tls, ...rest } = load({
    tls_server_config: {
      ...pair,
      client_auth_type: 'RequireAndVerifyClientCert',
      client_ca_file: 'other.pem',
      client_allowed_sans: ['prometheus.example'],
      min_version: 'TLS13',
      cipher_suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
      prefer_server_cipher_suites: false,
      curve_preferences: ['X25519', 'CurveP256'],
    },
    http_server_config: { http2: false, headers: { 'Strict-Transport-Security': 'max-age=60', 'X-Frame-Options': '' } },
    basic_auth_users: { prometheus: hash },
    rate_limit: { interval: '2s', burst: 20 },
  });
  expect(rest).toEqual({
    users: new Map([['prometheus', hash]]),
    headers: { 'Strict-Transport-Security': 'max-age=60', 'X-Frame-Options': '' },
    rateLimit: { intervalMs: 2000, burst: 20 },
  });
  expect(tls).toMatchObject({
    clientAuth: 'RequireAndVerifyClientCert',
    allowedSans: ['prometheus.example'],
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    ciphers: ['ECDHE-RSA-AES128-GCM-SHA256'],
    honorCipherOrder: false,
    curves: ['X25519', 'P-256'],
  });
  expect([tls?.cert, tls?.key, tls?.clientCa].map((pem) => pem?.slice(0, 11))).toEqual(Array(3).fill('-----BEGIN '));
});

test.each([['0', null], ['500ms', 500], ['1m', 60_000]])('a limit with the interval %s', (interval, milliseconds) => {
  expect(load({ rate_limit: { interval, burst: 1 } }).rateLimit?.intervalMs ?? null).toBe(milliseconds);
});
