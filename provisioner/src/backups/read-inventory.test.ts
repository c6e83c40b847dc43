import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { canaryPath } from './canary.ts';
import { fakePve, refused } from './fixture.ts';
import { readInventory } from './read-inventory.ts';

const agent = '/nodes/{node}/qemu/{vmid}/agent';
const guest = { node: 'pve1', vmid: 20_000 };
const log = pino({ level: 'silent' });
const machineId = 'f'.repeat(32);
const answering = {
  [`GET ${agent}/get-host-name`]: { result: { 'host-name': 'web-01' } },
  [`GET ${agent}/file-read`]: { content: `${machineId}\n` },
  [`POST ${agent}/file-write`]: null,
};
const write = `POST ${agent}/file-write`;

test('an agent that does not answer leaves nothing to compare with', async () => {
  const { pve } = fakePve({ ...answering, [`GET ${agent}/get-host-name`]: refused('QEMU guest agent is not running') });
  expect(await readInventory(pve, guest, 'vm_1', log)).toBeNull();
});

test('a Proxmox that cannot be reached is no silent agent', async () => {
  const { pve } = fakePve({ ...answering, [`GET ${agent}/get-host-name`]: refused('down', 'unreachable') });
  await expect(readInventory(pve, guest, 'vm_1', log)).rejects.toMatchObject({ kind: 'unreachable' });
});

test('a machine that takes no canary is known by its name and id', async () => {
  const { pve } = fakePve({ ...answering, [write]: refused('Read-only file system') });
  expect(await readInventory(pve, guest, 'vm_1', log)).toEqual({ hostName: 'web-01', machineId, canary: null });
});

test('the canary is what was written, each time another one', async () => {
  const { pve, sent } = fakePve(answering);
  const inventories = [await readInventory(pve, guest, 'vm_1', log), await readInventory(pve, guest, 'vm_1', log)];
  const written = sent(write) as { file: string; content: string }[];
  expect(written.map(({ file }) => file)).toEqual([canaryPath, canaryPath]);
  const hashes = written.map(({ content }) => createHash('sha256').update(content).digest('hex'));
  expect(inventories.map((inventory) => inventory?.canary?.sha256)).toEqual(hashes);
  expect(new Set(hashes).size).toBe(2);
  expect(JSON.parse(written[0]?.content ?? '')).toEqual({ vm: 'vm_1', at: inventories[0]?.canary?.at, nonce: expect.any(String) });
});

test('the folder is made when it is missing', async () => {
  let folder = false;
  const { pve, sent } = fakePve({
    ...answering,
    [write]: () => (folder ? null : refused("Agent error: failed to open file (mode: 'wb'): No such file or directory")),
    [`POST ${agent}/exec`]: () => {
      folder = true;
      return { pid: 7 };
    },
    [`GET ${agent}/exec-status`]: { exited: 1, exitcode: 0 },
  });
  expect((await readInventory(pve, guest, 'vm_1', log))?.canary).not.toBeNull();
  expect(sent(`POST ${agent}/exec`)).toEqual([{ command: ['mkdir', '-p', '/var/lib/vigie'] }]);
});
