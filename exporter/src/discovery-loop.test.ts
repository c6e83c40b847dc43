import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { DiscoveryPass } from './discovery.ts';
import { createDiscoveryPass } from './discovery-loop.ts';
import { createOwnTargets } from './own-targets.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'vigie-discovery-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const ownTargets = createOwnTargets({
  names: { clusters: ['demo'], 'backup-servers': [], tenants: [] },
  address: undefined,
  listening: () => '127.0.0.1:9221',
  isTls: () => false,
});
function setUp(found: DiscoveryPass | null, file = join(folder, 'node.json')) {
  const log = { info: jest.fn(), error: jest.fn() };
  const discovered = jest.fn();
  const discovery = { refresh: async () => found };
  const files = new Map([['node', file], ['clusters', join(folder, 'clusters.json')]] as const);
  return { file, log, discovered, pass: createDiscoveryPass({ discovery, ownTargets, files, metrics: { discovered }, log }) };
}
const nothing: DiscoveryPass = { groups: [], shared: [], clusters: new Map(), complete: true };

test('keeps the old file when Proxmox cannot be read', async () => {
  const { file, pass, discovered } = setUp(null);
  writeFileSync(file, 'old');
  expect(await pass()).toBe(false);
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

test('the lists of our own endpoints are written even so', async () => {
  await setUp(null).pass();
  expect(JSON.parse(readFileSync(join(folder, 'clusters.json'), 'utf8'))).toMatchObject([{ labels: { __param_target: 'demo' } }]);
});

test('a cluster that could not be read is no whole pass', async () => {
  expect(await setUp({ ...nothing, complete: false }).pass()).toBe(false);
});

test('writes the file and counts', async () => {
  const { file, pass, discovered } = setUp(nothing);
  expect(await pass()).toBe(true);
  expect(existsSync(file)).toBe(true);
  expect(discovered).toHaveBeenCalledWith(nothing);
});
