import { newPrivateKey, publicKeyOf } from './key-pair.ts';
import { plainKey } from './lines.ts';

test('a public key or a text is no private key', () => {
  expect(() => publicKeyOf('not a key')).toThrow();
});

test('a pair is made anew each time, in the format of OpenSSH', () => {
  const pair = newPrivateKey();
  expect(pair).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/);
  expect(plainKey(publicKeyOf(pair))).toBe(publicKeyOf(pair));
  expect(publicKeyOf(newPrivateKey())).not.toBe(publicKeyOf(pair));
});

test('no pair is malformed, whatever its bytes', () => {
  for (let i = 0; i < 1500; i += 1) expect(() => publicKeyOf(newPrivateKey())).not.toThrow();
});
