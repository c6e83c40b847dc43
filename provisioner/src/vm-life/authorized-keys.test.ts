import { authorizedKeysFile, withKey, withoutKeys } from './authorized-keys.ts';

const old = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJAYhJOWfSAzz6iY/Rl01p5PFEKBcNWh2GSi5C8NwHKv';
const fresh = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOzvGuFO+enx4VebVF+826fXCwes12xKQgiA+Q+Ps+UW';
const another = 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7 somebody@else';

test('nothing but the line of the old key changes', () => {
  const before = `# ours\n${another}\nfrom="10.0.0.0/8",no-pty ${old} anna@home\n\n# ${old} kept as a note`;
  const both = withKey(before, `${fresh} anna@new`, `${old} another comment`);
  expect(both).toBe(`# ours\n${another}\nfrom="10.0.0.0/8",no-pty ${old} anna@home\n${fresh} anna@new\n\n# ${old} kept as a note\n`);
  expect(withoutKeys(both, [old])).toBe(`# ours\n${another}\n${fresh} anna@new\n\n# ${old} kept as a note\n`);
});

test('repeated, it changes nothing', () => {
  const once = withKey(`${old}\n`, fresh, old);
  expect(withKey(once, fresh, old)).toBe(once);
  const without = withoutKeys(once, [old]);
  expect(withoutKeys(without, [old])).toBe(without);
});

test('a key goes to the end where there is no old one, also behind a line that does not end', () => {
  expect(withKey(another, fresh, null)).toBe(`${another}\n${fresh}\n`);
  expect(withKey('', fresh, old)).toBe(`${fresh}\n`);
});

test('a key that begins like another one is another one', () => {
  expect(withoutKeys(`${old}X\n`, [old])).toBe(`${old}X\n`);
  expect(withoutKeys(`${old}\n`, ['not a key'])).toBe(`${old}\n`);
});

test("root's file is in its own home", () => {
  expect([authorizedKeysFile('root'), authorizedKeysFile('admin')]).toEqual(['/root/.ssh/authorized_keys', '/home/admin/.ssh/authorized_keys']);
});
