import { createPublicKey, webcrypto } from 'node:crypto';
import { sshPublicKey } from '@vigie/contract/orders';
import { generateSshKey } from './generateSshKey';

// jsdom has no SubtleCrypto; Node's is the same interface as the browser's.
beforeAll(() => Object.defineProperty(globalThis, 'crypto', { value: webcrypto }));

test('the public key is one the contract takes, and both halves belong together', async () => {
  const { publicKey, privateKey } = await generateSshKey('web-01_ed25519');
  expect(sshPublicKey.parse(publicKey)).toBe(publicKey);
  expect(publicKey).toMatch(/ web-01_ed25519$/);

  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  const document = Buffer.from(privateKey.replace(/-----.*-----|\n/g, ''), 'base64');
  expect(document.subarray(0, 15).toString()).toBe('openssh-key-v1\0');
  expect(document.includes(blob)).toBe(true);
  // After the type and the public key (4 + 32 bytes) follows a field of 64 bytes: the seed and the public key once more.
  const bytes = blob.subarray(-32);
  const seedAt = document.lastIndexOf(bytes) - 32;
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), document.subarray(seedAt, seedAt + 32)]);
  const derived = createPublicKey({
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64')}\n-----END PRIVATE KEY-----`,
    format: 'pem',
  });
  expect(derived.export({ format: 'der', type: 'spki' }).subarray(-32)).toEqual(bytes);
});

test('two pairs differ', async () => {
  const [one, other] = [await generateSshKey('a'), await generateSshKey('a')];
  expect(one.publicKey).not.toBe(other.publicKey);
});
