import fc from 'fast-check';
import { parsePbsUpid } from './pbs-upid.ts';
import { isUpid } from './upid.ts';

const upid = 'UPID:pbs:0000C35A:000A1B2C3:0000001F:691F0E10:verify:main\\x3avm-100:vigie@pbs!provisioner:';

test.each(['', 'OK', upid.slice(0, -1), `${upid}\n`, upid.replace(':0000001F', ''), upid.replace('verify', '')])('%j is no UPID of a backup server', (text) => {
  expect(() => parsePbsUpid(text)).toThrow('not a UPID of a backup server');
});

test('a UPID is taken apart, and what it is about is readable', () => {
  expect(parsePbsUpid(upid)).toEqual({
    node: 'pbs',
    pid: 0xc35a,
    pstart: 0xa1b2c3,
    taskId: 0x1f,
    startTime: new Date('2025-11-20T12:48:16Z'),
    type: 'verify',
    id: 'main:vm-100',
    user: 'vigie@pbs!provisioner',
  });
});

test('neither product takes the UPID of the other for its own', () => {
  expect(isUpid(upid)).toBe(false);
  expect(() => parsePbsUpid('UPID:pve1:0000C35A:0A1B2C3D:691F0E10:qmclone:9000:vigie@pve!provisioner:')).toThrow(TypeError);
});

const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0');

/** As systemd escapes; a slash is lost to a dash. */
const escape = (text: string) =>
  [...Buffer.from(text, 'utf8')].map((byte) => (/[\w.]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`)).join('');

test('what a UPID is made of is read back', () => {
  const id = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('/') && text.isWellFormed());
  fc.assert(
    fc.property(fc.nat(2 ** 22), fc.nat(2 ** 35), fc.nat(2 ** 40), fc.nat(2 ** 31 - 1), id, (pid, pstart, taskId, time, about) => {
      const text = `UPID:pbs:${hex(pid, 8)}:${hex(pstart, 8)}:${hex(taskId, 8)}:${hex(time, 8)}:garbage_collection:${escape(about)}:root@pam:`;
      expect(parsePbsUpid(text)).toMatchObject({ pid, pstart, taskId, startTime: new Date(time * 1000), id: about });
    }),
  );
});

test('no other text breaks the parser', () => {
  const near = fc.string({ unit: fc.constantFrom('UPID', ':', 'pbs', '0000C35A', 'verify', 'root@pam', '\\x', '\n', ' ', '/') });
  fc.assert(
    fc.property(fc.oneof(fc.string(), near), (text) => {
      try {
        expect(parsePbsUpid(text).node).not.toBe('');
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }
    }),
  );
});
