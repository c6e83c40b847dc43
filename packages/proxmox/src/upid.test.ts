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
