import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileSd } from './file-sd.ts';
import type { TargetGroup } from './targets.ts';

const group = (vmid: string): TargetGroup => ({
  targets: [`10.10.0.${vmid}:9100`],
  labels: { cluster: 'demo', name: 'web', node: 'pve1', tenant: 'acme', vmid },
});
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'vigie-file-sd-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('fails without leaving a draft when the file cannot be replaced', async () => {
  const path = join(folder, 'node.json');
  mkdirSync(path);
  await expect(writeFileSd(path, [group('1')])).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['node.json']);
});

test('leaves a file alone that says the same, also one from before a restart', async () => {
  const path = join(folder, 'node.json');
  expect(await writeFileSd(path, [group('1')])).toBe(true);
  const before = statSync(path, { bigint: true });
  expect(await writeFileSd(path, [group('1')])).toBe(false);
  const after = statSync(path, { bigint: true });
  expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
});

test('replaces the file in one go: whoever has the old one open reads it to its end', async () => {
  const path = join(folder, 'deep', 'node.json');
  await writeFileSd(path, [group('1')]);
  const before = statSync(path).ino;
  expect(await writeFileSd(path, [group('1'), group('2')])).toBe(true);
  expect(statSync(path).ino).not.toBe(before);
  expect(readdirSync(join(folder, 'deep'))).toEqual(['node.json']);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([group('1'), group('2')]);
});

test('replaces a damaged file', async () => {
  const path = join(folder, 'node.json');
  writeFileSync(path, '[{"targets"');
  expect(await writeFileSd(path, [])).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('[]\n');
});
