import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' }).trim().split('\n').filter((file) => existsSync(file));
const sources = tracked.filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes('/.config/'));
const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length;

test('no source file is longer than 400 lines', () => {
  expect(sources.filter((file) => lines(file) > 400)).toEqual([]);
});

test('the median source file is short', () => {
  const lengths = sources.map(lines).sort((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(130);
});

test('nothing is left unfinished or switched off', () => {
  const marks = /\b(TO[D]O|FIX[M]E|X{3}|@ts-ignore|@ts-nocheck|eslint-disable|test\.todo|describe\.skip|test\.skip)\b/;
  expect(sources.filter((file) => marks.test(readFileSync(file, 'utf8')) && file !== 'test/repo/files.test.ts')).toEqual([]);
});

test('no file that could hold a secret is committed', () => {
  expect(tracked.filter((file) => /(\.pem|\.key|\.env|\.secret|id_rsa|id_ed25519)$/.test(file))).toEqual([]);
});

test('dependencies are pinned to exact versions', () => {
  const manifests = tracked.filter((file) => file.endsWith('package.json') && !file.includes('fixture'));
  const loose = manifests.flatMap((file) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'));
    return Object.entries<string>({ ...dependencies, ...devDependencies })
      .filter(([, version]) => !/^(npm:[@\w/.-]+@)?\d+\.\d+\.\d+[\w.+-]*$/.test(version))
      .map(([name, version]) => `${file}: ${name} ${version}`);
  });
  expect(loose).toEqual([]);
});

test('the lock file names no registry', () => {
  const hosts = [...readFileSync('package-lock.json', 'utf8').matchAll(/"resolved": "https?:\/\/([^/"]+)/g)].map(([, host]) => host);
  expect(hosts).toEqual([]);
});
