import { readGuestConfigs } from './guest-configs.ts';
import { parseResources } from './resources.ts';
import { failing, fakeReader, guest, node, proxmoxError } from './testing/fake-reader.ts';

const guestsOf = (...rows: object[]) => parseResources([node('pve1'), { ...node('pve2'), status: 'offline' }, ...rows]).guests;

test('a guest that cannot be read keeps what was known of it, and the read is not whole', async () => {
  const refused = proxmoxError('permission');
  const guestConfig = (vmid: number) => {
    if (vmid === 100) throw refused;
    return { onboot: '1' };
  };
  const last = new Map([['qemu/100', { onboot: true }], ['qemu/999', { onboot: true }]]);
  const { value, failure } = await readGuestConfigs(fakeReader({ guestConfig }), guestsOf(guest(100), guest(101)), last, 2);
  expect(value).toEqual(new Map([['qemu/100', { onboot: true }], ['qemu/101', { onboot: true }]]));
  expect(failure).toBe(refused);
});

test('a node that hangs is not asked again in the same pass', async () => {
  const reader = fakeReader({ guestConfig: failing('timeout') });
  const { failure } = await readGuestConfigs(reader, guestsOf(...[1, 2, 3, 4, 5].map((i) => guest(100 + i))), null, 1);
  expect(reader.reads).toEqual({ guestConfig: 1 });
  expect(failure).toMatchObject({ kind: 'timeout' });
});

test('a guest that is gone by now is no failure', async () => {
  const guestConfig = () => {
    throw proxmoxError('missing');
  };
  expect(await readGuestConfigs(fakeReader({ guestConfig }), guestsOf(guest(100)), null, 2)).toEqual({ value: new Map(), failure: null });
});

test('a dead node is not asked, and its guests keep what was known of them', async () => {
  const reader = fakeReader({});
  const last = new Map([['qemu/100', { onboot: true }]]);
  const { value, failure } = await readGuestConfigs(reader, guestsOf(guest(100, { node: 'pve2' })), last, 2);
  expect([value, failure, reader.reads]).toEqual([last, null, {}]);
});

test('templates are not asked; what Proxmox leaves out is off', async () => {
  const reader = fakeReader({ guestConfig: {} });
  const { value } = await readGuestConfigs(reader, guestsOf(guest(100), guest(9000, { template: 1 })), null, 2);
  expect(value).toEqual(new Map([['qemu/100', { onboot: false }]]));
  expect(reader.reads).toEqual({ guestConfig: 1 });
});

test('never more calls at once than allowed, and every guest is read', async () => {
  let now = 0;
  let most = 0;
  const guestConfig = async () => {
    most = Math.max(most, ++now);
    await new Promise(setImmediate);
    now -= 1;
    return { onboot: 1 };
  };
  const many = Array.from({ length: 20 }, (_, i) => guest(100 + i));
  const { value } = await readGuestConfigs(fakeReader({ guestConfig }), guestsOf(...many), null, 3);
  expect([value.size, most]).toEqual([20, 3]);
});
