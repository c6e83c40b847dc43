import { bastionConfig } from './bastion.ts';

const hostKey = `SHA256:${'a'.repeat(43)}`;
const bastion = { host: 'bastion.example.net', hostKey, key: { file: 'secrets/bastion-key' } };

test.each([
  ['a host that would be a shell command', { host: 'x;reboot' }],
  ['a host that would be an option', { host: '-oProxyCommand=x' }],
  ['a public host that would be a shell command', { publicHost: '$(id)' }],
  ['an account that would be an option', { jumpUser: '-l' }],
  ['no host key', { hostKey: undefined }],
  ['an MD5 fingerprint', { hostKey: 'MD5:00:11:22' }],
  ['a key in the file itself', { key: '-----BEGIN OPENSSH PRIVATE KEY-----' }],
])('%s is refused', (_what, wrong) => {
  expect(bastionConfig.safeParse({ ...bastion, ...wrong }).success).toBe(false);
});

test('host, host key and key are enough', () => {
  expect(bastionConfig.parse(bastion)).toEqual({ ...bastion, port: 22, user: 'vigie', jumpUser: 'jump' });
});
