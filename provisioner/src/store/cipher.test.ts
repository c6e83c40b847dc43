import { randomBytes } from 'node:crypto';
import { Cipher } from './cipher.ts';

describe('cipher', () => {
  const cipher = new Cipher(randomBytes(32));

  test('a changed value, another name or another key does not open', () => {
    const sealed = cipher.seal('s3cret', 'console/ord_1');
    const changed = Buffer.from(sealed);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(() => cipher.open(changed, 'console/ord_1')).toThrow();
    expect(() => cipher.open(sealed, 'console/ord_2')).toThrow();
    expect(() => new Cipher(randomBytes(32)).open(sealed, 'console/ord_1')).toThrow();
  });

  test('opens what it sealed, and never seals twice alike', () => {
    const sealed = cipher.seal('s3cret é', 'n');
    expect(cipher.open(sealed, 'n')).toBe('s3cret é');
    expect(cipher.seal('s3cret é', 'n').equals(sealed)).toBe(false);
  });

  test('a key of another length is refused', () => {
    expect(() => new Cipher(randomBytes(16))).toThrow(/16 bytes/);
  });
});
