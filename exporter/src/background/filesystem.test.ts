import { backgroundOf } from '../testing/background-samples.ts';
import { fakeReader, guest, node, proxmoxError } from '../testing/fake-reader.ts';
import { filesystemCollector } from './filesystem.ts';

const resources = [node('pve1'), guest(100, { pool: 'acme' })];
const root = { name: 'sda1', mountpoint: '/', type: 'ext4', 'total-bytes': 1000, 'used-bytes': 400, disk: [{ dev: '/dev/sda1' }] };
const labels = 'cluster="demo",fstype="ext4",id="qemu/100",mountpoint="/",tenant="acme"';
const up = 'pve_guest_agent_up{cluster="demo",id="qemu/100",tenant="acme"}';
const collect = (fileSystems: unknown, rows: unknown = resources) =>
  backgroundOf(filesystemCollector, fakeReader({ resources: rows, fileSystems })).pass();
const refusing = (text: string) => () => {
  throw proxmoxError('other', `GET /nodes/pve1/qemu/100/agent/get-fsinfo: 500 ${text}`);
};

test('tells what the agent says of file systems that have a size', async () => {
  const samples = await collect({ result: [root, { name: 'proc', mountpoint: '/proc', type: 'proc' }, 'x', null] });
  expect(samples).toEqual(new Map([
    [up, 1],
    [`pve_guest_filesystem_size_bytes{${labels}}`, 1000],
    [`pve_guest_filesystem_used_bytes{${labels}}`, 400],
  ]));
});

test.each([
  ['QEMU guest agent is not running', [[up, 0]]],
  ["VM 100 qmp command 'guest-get-fsinfo' failed - got timeout", [[up, 0]]],
  ['No QEMU guest agent configured', []],
  ['VM 100 is not running', []],
  ['Agent error: Command guest-get-fsinfo has been disabled', []],
])('that %s is an answer, not a failure', async (text, told) => {
  const reader = fakeReader({ resources, fileSystems: refusing(text) });
  const collector = backgroundOf(filesystemCollector, reader);
  expect([...(await collector.pass())]).toEqual(told);
  expect(collector.failure()).toBeNull();
});

test('a token that may not ask is a failure', async () => {
  const collector = backgroundOf(filesystemCollector, fakeReader({ resources, fileSystems: refusing('Permission check failed') }));
  expect([...(await collector.pass())]).toEqual([]);
  expect(collector.failure()).not.toBeNull();
});

test('only running QEMU guests are asked', async () => {
  const rows = [
    node('pve1'),
    guest(101, { status: 'stopped' }),
    guest(9000, { template: 1, status: 'stopped' }),
    guest(200, { type: 'lxc', id: 'lxc/200' }),
  ];
  const reader = fakeReader({ resources: rows });
  await backgroundOf(filesystemCollector, reader).pass();
  expect(reader.reads.fileSystems).toBeUndefined();
});

test('a guest that was stopped since has no file systems of now', async () => {
  const reader = fakeReader({ resources, fileSystems: { result: [root] } });
  const collector = backgroundOf(filesystemCollector, reader);
  await collector.pass();
  reader.answers.resources = [node('pve1'), guest(100, { status: 'stopped' })];
  expect([...(await collector.pass())]).toEqual([]);
});

test('a guest that makes up file systems does not fill the exposition', async () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({ ...root, mountpoint: `/${i}${'x'.repeat(4096)}`, type: 'y'.repeat(4096) }));
  const samples = await collect({ result: [root, root, ...many] });
  expect(samples.size).toBe(1 + 2 * 32);
  for (const key of samples.keys()) expect(key.length).toBeLessThan(500);
});
