import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadedConfig } from '@vigie/config/load';
import { signingKey } from './signing-key.ts';

let home: string;
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'vigie-key-'))));
afterEach(() => rmSync(home, { recursive: true }));

const loaded = (file?: string) => ({ config: { resilience: file ? { evidenceKey: { file } } : {} }, baseDir: home }) as LoadedConfig;
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('a key is made once, for its owner only, and found again', () => {
  const first = signingKey(loaded(), home);
  const again = signingKey(loaded(), home);
  expect(again.keyId).toBe(first.keyId);
  expect(again.publicKey).toBe(first.publicKey);
  expect(readdirSync(join(home, 'keys'))).toEqual(['evidence-ed25519.pem']);
  expect(mode(join(home, 'keys'))).toBe('700');
  expect(mode(join(home, 'keys', 'evidence-ed25519.pem'))).toBe('600');
});

test('the key of vigie.yaml is taken, and none is made', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(home, 'own.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  expect(signingKey(loaded('own.pem'), home).publicKey).toBe(publicKey.export({ type: 'spki', format: 'pem' }));
  expect(readdirSync(home)).toEqual(['own.pem']);
});

test.each([
  ['another kind of key', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ['no key', 'SECRET-TEXT'],
])('%s is refused without being quoted', (_, pem) => {
  writeFileSync(join(home, 'own.pem'), pem);
  expect(() => signingKey(loaded('own.pem'), home)).toThrow(/^the secret of resilience\.evidenceKey is not an ed25519 private key in PEM \([^)]+\)$/);
});

test('a file in the state folder that is no key is not replaced', () => {
  signingKey(loaded(), home);
  const file = join(home, 'keys', 'evidence-ed25519.pem');
  writeFileSync(file, 'broken');
  expect(() => signingKey(loaded(), home)).toThrow(file);
  expect(readFileSync(file, 'utf8')).toBe('broken');
});
