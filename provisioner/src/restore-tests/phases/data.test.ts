import { backupFact, fakeContext, refused } from '../fixture.ts';
import { sha256 } from '../guest/canary.ts';
import type { KnownMachine } from '../ports.ts';
import { data } from './data.ts';

const hours = (before: number) => new Date(Date.parse(backupFact().takenAt) - before * 3_600_000).toISOString();
const canary = (at: string, vm = 'vm_1') => JSON.stringify({ vm, at, nonce: 'é' });
/** Proxmox gives each byte as one character. */
const asRead = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const machine = (text: string | null, at = hours(0)): KnownMachine => ({
  hostName: 'web-01', machineId: 'aa', canary: text === null ? null : { sha256: sha256(Buffer.from(text)), at },
});

interface Inside {
  file: string | null;
  own?: KnownMachine | null;
  last?: KnownMachine | null;
  fstab?: string;
  mounts?: string[];
}

async function codes({ file, own = null, last = null, fstab, mounts = ['/'] }: Inside) {
  const files: Record<string, string | null | undefined> = { '/var/lib/vigie/canary.json': file, '/etc/fstab': fstab };
  const { context } = fakeContext(
    {
      'GET /nodes/{node}/qemu/{vmid}/agent/get-fsinfo': () => ({ result: mounts.map((mountpoint) => ({ mountpoint, type: 'ext4' })) }),
      'GET /nodes/{node}/qemu/{vmid}/agent/file-read': (_path, { file: name }) => {
        const text = files[String(name)];
        return text === null || text === undefined ? Promise.reject(refused(`Agent error: failed to open file '${String(name)}'`)) : { content: asRead(text) };
      },
    },
    { facts: { backup: backupFact() }, inventory: { ofBackup: () => Promise.resolve(own), last: () => Promise.resolve(last) } },
  );
  return (await data.run(context)).map((proof) => (proof.passed ? `${proof.name} ${proof.subject}` : proof.reason.code));
}
const [root, good] = ['file-systems /', 'canary /var/lib/vigie/canary.json'];

describe('a backup that Vigie made', () => {
  const written = canary(hours(0));
  test('holds the very canary that was written before it', async () => {
    expect(await codes({ file: written, own: machine(written) })).toEqual([root, good]);
  });
  test('holds another one, an old one, or none', async () => {
    expect(await codes({ file: canary(hours(1)), own: machine(written) })).toEqual([root, 'canary-differs']);
    expect(await codes({ file: canary(hours(27)), own: machine(written) })).toEqual([root, 'canary-stale']);
    expect(await codes({ file: 'no canary', own: machine(written) })).toEqual([root, 'canary-differs']);
    expect(await codes({ file: null, own: machine(written) })).toEqual([root, 'canary-missing']);
  });
});

describe('a backup without a canary of its own', () => {
  test('is as old as the canary that is in it', async () => {
    expect(await codes({ file: canary(hours(26)) })).toEqual([root, good]);
    expect(await codes({ file: canary(hours(26.1)) })).toEqual([root, 'canary-stale']);
    expect(await codes({ file: canary(hours(2)), own: machine(null) })).toEqual([root, good]);
  });
  test('holds one of another machine, or of a time after it', async () => {
    expect(await codes({ file: canary(hours(1), 'vm_2') })).toEqual([root, 'canary-differs']);
    expect(await codes({ file: canary(hours(-1)) })).toEqual([root, 'canary-differs']);
  });
  test('misses one that was written before it', async () => {
    expect(await codes({ file: null, last: machine('x', hours(1)) })).toEqual([root, 'canary-missing']);
  });
  test('proves nothing when none was ever written before it', async () => {
    await expect(codes({ file: null })).rejects.toMatchObject({ name: 'StepFailure', reason: { code: 'canary-unknown' } });
    await expect(codes({ file: null, last: machine('x', hours(-1)) })).rejects.toMatchObject({ reason: { code: 'canary-unknown' } });
  });
});

test('what fstab wants at every boot must be mounted; what a lab cannot have is not asked for', async () => {
  const fstab = [
    '# a comment', 'UUID=1 / ext4 errors=remount-ro 0 1', 'UUID=2 /srv/my\\040data xfs defaults 0 2', 'UUID=3 none swap sw 0 0',
    'nas:/x /mnt/nas nfs defaults 0 0', 'UUID=4 /mnt/usb ext4 noauto 0 0', 'UUID=5 /opt ext4 defaults,nofail 0 0',
  ].join('\n');
  const file = canary(hours(0));
  expect(await codes({ file, fstab })).toEqual([root, 'file-system-missing', good]);
  expect(await codes({ file, fstab, mounts: ['/', '/srv/my data'] })).toEqual([root, 'file-systems /srv/my data', good]);
  expect(await codes({ file, mounts: [] })).toEqual(['file-system-missing', good]);
});
