import fc from 'fast-check';
import { isUpid, parseUpid } from './upid.ts';

const upid = 'UPID:pve-1:0000C35A:000A1B2C3:691F0E10:qmclone:9000:vigie@pve!provisioner:';

test.each([
  '',
  'OK',
  upid.slice(0, -1),
  ` ${upid}`,
  `${upid}\n`,
  upid.replace('pve-1', '../pve'),
  upid.replace('0000C35A', 'C35A'),
  upid.replace('qmclone', ''),
])('%j is no UPID', (text) => {
  expect(isUpid(text)).toBe(false);
  expect(() => parseUpid(text)).toThrow('not a UPID');
});

test('what is no text is no UPID, as the null of a call that started no task', () => {
  expect(isUpid(null)).toBe(false);
  expect(() => parseUpid(null as unknown as string)).toThrow('not a UPID: "null"');
});

test('a UPID is taken apart', () => {
  expect(isUpid(upid)).toBe(true);
  expect(parseUpid(upid)).toEqual({
    node: 'pve-1',
    pid: 0xc35a,
    pstart: 0xa1b2c3,
    startTime: new Date('2025-11-20T12:48:16Z'),
    type: 'qmclone',
    id: '9000',
    user: 'vigie@pve!provisioner',
  });
});

test('a task about no object has an empty id', () => {
  expect(parseUpid('UPID:pve1:0000C35A:0A1B2C3D:691F0E10:reloadnetworkall::root@pam:').id).toBe('');
});

/** Upper case, as Proxmox writes them. */
function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

const parts = fc.record({
  node: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/),
  pid: fc.nat(2 ** 22),
  pstart: fc.nat(2 ** 35),
  startTime: fc.nat(2 ** 31 - 1),
  type: fc.constantFrom('qmclone', 'vzdump', 'imgdel', 'reloadnetworkall', 'aptupdate'),
  id: fc.oneof(fc.constant(''), fc.integer({ min: 100, max: 999_999_999 }).map(String), fc.constant('5501@local')),
  user: fc.constantFrom('root@pam', 'vigie@pve!provisioner', 'jörg@ad.example'),
});

test('what a UPID is made of is read back', () => {
  fc.assert(
    fc.property(parts, ({ node, pid, pstart, startTime, type, id, user }) => {
      const text = `UPID:${node}:${hex(pid, 8)}:${hex(pstart, 8)}:${hex(startTime, 8)}:${type}:${id}:${user}:`;
      expect(parseUpid(text)).toEqual({ node, pid, pstart, startTime: new Date(startTime * 1000), type, id, user });
    }),
  );
});

test('no other text is taken for one, and none breaks the parser', () => {
  const near = fc.string({ unit: fc.constantFrom('UPID', ':', 'pve1', '0000C35A', 'qmstart', '100', 'root@pam', '\n', ' ', '/') });
  fc.assert(
    fc.property(fc.oneof(fc.string(), near), (text) => {
      if (isUpid(text)) expect(parseUpid(text).node).not.toBe('');
      else expect(() => parseUpid(text)).toThrow(TypeError);
    }),
  );
});
