import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-bastion-script-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const script = new URL('../../bastion/vigie-bastion', import.meta.url).pathname;

/** Runs it as sshd does: `command` is what the other side asked for. */
function ask(command: string, input = ''): { code: number | null; out: string } {
  const { status, stdout } = spawnSync('/bin/sh', [script, folder], { input, encoding: 'utf8', env: { SSH_ORIGINAL_COMMAND: command } });
  return { code: status, out: stdout };
}

const authorizedKey = (...key: string[]): string => spawnSync('/bin/sh', [script, folder, 'key', ...key], { encoding: 'utf8' }).stdout;

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI';
const line = `10.10.0.10:22 ${key} ord_1`;

describe('vigie-bastion', () => {
  test.each([
    '', 'sh', 'put', 'put acme', 'get', 'get acme globex', 'remove acme 1', 'list acme', 'get ../acme', 'get .new', 'get Acme', 'get -rf', 'get a*', '* *',
    'get a;id', 'get $(id)', 'get `id`', `get ${'a'.repeat(32)}`, 'put acme x', 'put acme 0', 'put acme 1 2',
  ])('%j is refused', (command) => {
    expect(ask(command, `${line}\n`)).toEqual({ code: 65, out: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['options', `permitopen="*:*" ${line}`],
    ['any host', `*:22 ${key} ord_1`],
    ['a quote', `10.0.0.1:22",command="id ${key} ord_1`],
    ['a comment', `${line} and more`],
    ['a carriage return', `${line}\r`],
    ['a NUL', `${line}\0`],
    ['a type that nobody knows', '10.0.0.1:22 ssh-dss AAAAC3NzaC1lZDI1NTE5AAAAI ord_1'],
    ['half a line', '10.0.0.1:22 ssh-ed25519 AAAAC3Nz'],
    ['nothing', ''],
  ])('a line with %s is refused, and what was there stays', (_what, hostile) => {
    expect(ask('put acme 1', `${line}\n`).code).toBe(0);
    expect(ask('put acme 1', `${hostile}\n`).code).toBe(65);
    expect(readdirSync(folder)).toEqual(['acme']);
    expect(ask('get acme')).toEqual({ code: 0, out: `${line}\n` });
  });

  test('lines that break off are refused', () => {
    expect(ask('put acme 2', `${line}\n`).code).toBe(65);
    expect(ask('put acme 1', line).code).toBe(0);
  });

  test('a key that nobody has gets no line; a part of one neither', () => {
    expect(authorizedKey(...key.split(' '))).toBe('');
    ask('put acme 1', `${line}\n`);
    expect(authorizedKey('ssh-ed25519', 'AAAAC3NzaC1lZDI1NTE5')).toBe('');
    expect(authorizedKey('ssh-ed25519', '.*')).toBe('');
  });

  test('a key is forwarded to the machines of who has it, and to nothing else', () => {
    ask('put acme 2', `${line}\n10.10.0.11:22 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5BBBBB ord_2\n`);
    ask('put globex 1', `172.16.0.10:22 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5CCCCC ord_3\n`);
    expect(authorizedKey(...key.split(' '))).toBe(
      `restrict,port-forwarding,permitopen="10.10.0.10:22",permitopen="10.10.0.11:22",command="/bin/false" ${key}\n`,
    );
  });

  test('put replaces, remove removes, list lists; each may be repeated', () => {
    for (const address of ['10.10.0.10', '10.10.0.12']) expect(ask('put acme 1', `${address}:22 ${key} ord_1\n`).code).toBe(0);
    expect(readFileSync(join(folder, 'acme'), 'utf8')).toBe(`10.10.0.12:22 ${key} ord_1\n`);
    expect(ask('list').out).toBe('acme\n');
    for (const _ of [1, 2]) expect(ask('remove acme')).toEqual({ code: 0, out: '' });
    expect(ask('get acme')).toEqual({ code: 0, out: '' });
    expect(ask('list').out).toBe('');
  });
});
