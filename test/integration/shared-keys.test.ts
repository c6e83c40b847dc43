import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startReplicas, type Replicas } from '../harness/replicas.ts';

let replicas: Replicas;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'vigie-other-keys-'));
  replicas = await startReplicas(1);
}, 120_000);

afterAll(async () => {
  await replicas?.stop();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

test('a replica with other keys does not start and says what to do; nothing of the first one is disturbed; accepted on purpose it starts', async () => {
  const first = await replicas.start('first');
  const refused = replicas.start('second', undefined, { home, args: [] });
  await expect(refused).rejects.toThrow(/encryption key is not the one .* All replicas need the same provisioner\.encryptionKey.*--accept-new-key encryption/s);
  await expect(replicas.start('second', undefined, { home, args: ['--accept-new-key', 'encryption'] })).rejects.toThrow(/evidence key is not the one/);
  await expect(replicas.start('second', undefined, { home, args: ['--accept-new-key', 'all'] })).rejects.toThrow(/takes encryption or evidence/);
  expect((await fetch(`${first.ready.url}/healthz`)).status).toBe(200);
  expect(await first.stop()).toBe(0);

  const second = await replicas.start('second', undefined, { home, args: ['--accept-new-key', 'encryption', '--accept-new-key', 'evidence'] });
  expect(await second.stop()).toBe(0);
  // From now on the old keys are the other ones.
  await expect(replicas.start('first')).rejects.toThrow(/encryption key is not the one/);
  const again = await replicas.start('second', undefined, { home, args: [] });
  expect(again.log()).not.toContain('key is not the one');
}, 240_000);
