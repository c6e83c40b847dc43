import { backupFact, fakeContext, refused } from '../fixture.ts';
import type { KnownMachine } from '../ports.ts';
import { identity } from './identity.ts';

const known = (facts: Partial<KnownMachine> = {}): KnownMachine => ({ hostName: 'web-01', machineId: 'aa', canary: null, ...facts });

async function codes(own: KnownMachine | null, last: KnownMachine | null, seen = { hostName: 'web-01', machineId: 'aa\n' as string | null }) {
  const { context } = fakeContext(
    {
      'GET /nodes/{node}/qemu/{vmid}/agent/get-host-name': () => ({ result: { 'host-name': seen.hostName } }),
      'GET /nodes/{node}/qemu/{vmid}/agent/file-read': () =>
        seen.machineId === null ? Promise.reject(refused("Agent error: failed to open file '/etc/machine-id' (mode: 'rb')")) : { content: seen.machineId },
    },
    { facts: { backup: backupFact() }, inventory: { ofBackup: () => Promise.resolve(own), last: () => Promise.resolve(last) } },
  );
  return (await identity.run(context)).map((proof) => (proof.passed ? proof.name : proof.reason.code));
}

test('the machine of the backup, and without one of its own the last that is known', async () => {
  expect(await codes(known(), known({ hostName: 'renamed-since' }))).toEqual(['host-name', 'machine-id']);
  expect(await codes(null, known())).toEqual(['host-name', 'machine-id']);
});

test('another machine', async () => {
  expect(await codes(known({ hostName: 'db-01' }), null)).toEqual(['wrong-host-name', 'machine-id']);
  expect(await codes(known({ machineId: 'bb' }), null)).toEqual(['host-name', 'wrong-machine-id']);
  expect(await codes(known(), null, { hostName: 'web-01', machineId: null })).toEqual(['host-name', 'wrong-machine-id']);
});

test('a machine that nobody knows is not proven, and not another one either', async () => {
  await expect(codes(null, null)).rejects.toMatchObject({ name: 'StepFailure', reason: { code: 'identity-unknown' } });
});
