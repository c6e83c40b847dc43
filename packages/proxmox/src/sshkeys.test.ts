import fc from 'fast-check';
import { encodeForm } from './form.ts';
import { encodeSshKeys } from './sshkeys.ts';

const keys = ['ssh-ed25519 AAAAC3Nz+a/B== ana@host+1', ' ssh-rsa AAAAB3 bob \n'];

test('keys are encoded once, a line each, without blanks around', () => {
  const value = encodeSshKeys(keys);
  expect(value).toBe('ssh-ed25519%20AAAAC3Nz%2Ba%2FB%3D%3D%20ana%40host%2B1%0Assh-rsa%20AAAAB3%20bob');
  expect(decodeURIComponent(value).split('\n')).toEqual(['ssh-ed25519 AAAAC3Nz+a/B== ana@host+1', 'ssh-rsa AAAAB3 bob']);
});

test('the form encodes them the second time', () => {
  expect(encodeForm({ sshkeys: encodeSshKeys(['a b']) })).toBe('sshkeys=a%2520b');
});

test('after both decodings every key is what it was', () => {
  const key = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !/[\r\n]/.test(text));
  fc.assert(
    fc.property(fc.array(key, { minLength: 1 }), (given) => {
      const stored = new URLSearchParams(encodeForm({ sshkeys: encodeSshKeys(given) })).get('sshkeys') ?? '';
      expect(stored).toMatch(/^[-%a-zA-Z0-9_.!~*'()]*$/);
      expect(decodeURIComponent(stored).split('\n')).toEqual(given);
    }),
  );
});
