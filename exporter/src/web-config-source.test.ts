import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from '@vigie/proxmox/testing/certificate';
import { jest } from '@jest/globals';
import { createWebConfigSource } from './web-config-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-web-source-'));
const file = join(folder, 'web.yaml');
const hash = `$2y$10$${'a'.repeat(53)}`;
const withTls = 'tls_server_config: { cert_file: server.pem, key_file: server.key }\n';
afterAll(() => rmSync(folder, { recursive: true }));

async function newCertificate(): Promise<string> {
  const { pem, key } = await makeCertificate();
  writeFileSync(join(folder, 'server.pem'), pem);
  writeFileSync(join(folder, 'server.key'), key);
  return pem;
}
function setUp(content: string) {
  writeFileSync(file, content);
  const log = { info: jest.fn(), error: jest.fn() };
  const source = createWebConfigSource(file, log);
  const told: string[] = [];
  source.onTls(({ cert }) => told.push(cert));
  return { source, log, told };
}

test('a mistake at the start is a mistake', () => {
  expect(() => setUp('basic_auth_user: {}')).toThrow(/unknown key/);
});

test('a renewed certificate is told once; its settings stay the same object meanwhile', async () => {
  await newCertificate();
  const { source, log, told } = setUp(withTls);
  const before = source.current();
  expect(source.refresh()).toBe(true);
  expect(source.current()).toBe(before);
  const pem = await newCertificate();
  source.refresh();
  source.refresh();
  expect([told, source.current().tls?.cert, log.info.mock.calls.length]).toEqual([[pem], pem, 1]);
});

test('a renewal that is half written changes nothing, is told once, and is taken when it is whole', async () => {
  await newCertificate();
  const { source, log, told } = setUp(withTls);
  const before = source.current();
  const { pem, key } = await makeCertificate();
  writeFileSync(join(folder, 'server.pem'), pem);
  expect([source.refresh(), source.refresh()]).toEqual([false, false]);
  expect([source.current(), log.error.mock.calls.length, told]).toEqual([before, 1, []]);
  writeFileSync(join(folder, 'server.key'), key);
  expect(source.refresh()).toBe(true);
  expect(told).toEqual([pem]);
});

test('users come and go without a restart; TLS does not', async () => {
  await newCertificate();
  const { source, log } = setUp(`basic_auth_users: { a: "${hash}" }`);
  writeFileSync(file, `basic_auth_users: { b: "${hash}" }`);
  source.refresh();
  expect([...source.current().users.keys()]).toEqual(['b']);
  writeFileSync(file, withTls);
  expect(source.refresh()).toBe(false);
  expect([...source.current().users.keys()]).toEqual(['b']);
  expect(JSON.stringify(log.error.mock.calls)).toContain('restart');
});

test('without a file everything is open', () => {
  const source = createWebConfigSource(undefined, { info: jest.fn(), error: jest.fn() });
  expect([source.refresh(), source.current().users.size, source.current().tls]).toEqual([true, 0, null]);
});
