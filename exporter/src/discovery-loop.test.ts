import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { DiscoveryPass } from './discovery.ts';
import { createDiscoveryPass, startLoop } from './discovery-loop.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'vigie-discovery-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function setUp(found: DiscoveryPass | null, file = join(folder, 'node.json')) {
  const log = { info: jest.fn(), error: jest.fn() };
  const discovered = jest.fn();
  const discovery = { list: async () => [], refresh: async () => found };
  return { file, log, discovered, pass: createDiscoveryPass({ discovery, file, metrics: { discovered }, log }) };
}
const nothing: DiscoveryPass = { groups: [], clusters: new Map(), complete: true };

test('keeps the old file when Proxmox cannot be read', async () => {
  const { file, pass, discovered } = setUp(null);
  writeFileSync(file, 'old');
  await pass();
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(discovered).not.toHaveBeenCalled();
});

test('says once that the file cannot be written, and does not count it as a success', async () => {
  writeFileSync(join(folder, 'a-file'), '');
  const { pass, log, discovered } = setUp(nothing, join(folder, 'a-file', 'node.json'));
  await pass();
  await pass();
  expect(log.error).toHaveBeenCalledTimes(1);
  expect(discovered).not.toHaveBeenCalled();
});

test('writes the file and counts', async () => {
  const { file, pass, discovered } = setUp(nothing);
  await pass();
  expect(existsSync(file)).toBe(true);
  expect(discovered).toHaveBeenCalledWith(nothing);
});

test('passes never overlap, and none starts after the stop', async () => {
  const starts: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const third = Promise.withResolvers<void>();
  const loop = startLoop(async () => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    starts.push(() => undefined);
    if (starts.length === 3) third.resolve();
  }, 0);
  await third.promise;
  await loop.stop();
  const count = starts.length;
  await new Promise((resolve) => setImmediate(resolve));
  expect([most, starts.length]).toEqual([1, count]);
});
