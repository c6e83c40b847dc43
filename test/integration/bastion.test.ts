import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@vigie/config/load';
import { createBastion } from '../../provisioner/src/bastion/bastion.ts';
import { newPrivateKey, publicKeyOf } from '../../provisioner/src/bastion/key-pair.ts';
import type { BastionPort } from '../../provisioner/src/steps/ports.ts';
import { startBastion, type TestBastion } from '../harness/bastion.ts';
import { exampleConfig } from '../harness/example-config.ts';
import { sshClient } from '../harness/ssh-client.ts';
import { currentUser, makeKey, startSshd, type Sshd } from '../harness/sshd.ts';

let home: string;
let bastion: TestBastion;
/** Real sshds that stand in for machines of two tenants: both let both keys in, so what stops somebody is the bastion. */
let machines: { acme: Sshd; globex: Sshd };
let keys: { acme: string; globex: string };

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'vigie-bastion-'));
  keys = { acme: makeKey(join(home, 'acme')).publicKey, globex: makeKey(join(home, 'globex')).publicKey };
  const authorized = join(home, 'machine-authorized-keys');
  writeFileSync(authorized, `${keys.acme}\n${keys.globex}\n`);
  bastion = await startBastion(home);
  machines = {
    acme: await startSshd(home, `AuthorizedKeysFile ${authorized}\n`, '127.0.0.10'),
    globex: await startSshd(home, `AuthorizedKeysFile ${authorized}\n`, '127.0.0.11'),
  };
}, 60_000);

afterAll(async () => {
  await Promise.all([bastion?.stop(), machines?.acme.stop(), machines?.globex.stop()]);
  rmSync(home, { recursive: true, force: true });
});

beforeEach(() => {
  bastion.keep('acme', [line('acme', keys.acme, 'ord_1')]);
  bastion.keep('globex', [line('globex', keys.globex, 'ord_2')]);
});

const addresses = { acme: '127.0.0.10', globex: '127.0.0.11' };

const line = (machine: 'acme' | 'globex', key: string, order: string): string =>
  `${addresses[machine]}:${machines[machine].port} ${key.split(' ').slice(0, 2).join(' ')} ${order}`;

/** Vigie's side of the bastion, with a mistake in its configuration. */
function tell(wrong: Record<string, unknown> = {}): BastionPort {
  const config = exampleConfig(home, {});
  return createBastion({ config: parseConfig({ ...config, bastion: { ...bastion.config, ...wrong } }), baseDir: home })!;
}

const ssh = (identity: string, ...args: string[]) => sshClient(home)(identity, ...args);

const jump = () => [`${currentUser}@127.0.0.1:${bastion.jump.port}`];
const direct = () => ['-p', String(bastion.jump.port), `${currentUser}@127.0.0.1`];
const through = (identity: string, machine: 'acme' | 'globex') =>
  ssh(identity, '-J', ...jump(), '-p', String(machines[machine].port), `${currentUser}@${addresses[machine]}`, 'echo in');

describe('a tenant at the bastion', () => {
  test("gets through to its own machine, and not to another tenant's", async () => {
    expect(await through('acme', 'globex')).toMatchObject({ code: 255, out: '', said: expect.stringContaining('administratively prohibited') });
    expect(await through('acme', 'acme')).toMatchObject({ code: 0, out: 'in\n' });
    expect(await through('globex', 'globex')).toMatchObject({ code: 0, out: 'in\n' });
  }, 30_000);

  test('gets to no other port of its machine, and not to the bastion itself', async () => {
    for (const target of [`127.0.0.10:${machines.globex.port}`, `127.0.0.1:${bastion.managed.port}`]) {
      expect(await ssh('acme', '-W', target, ...direct())).toMatchObject({ code: 255, said: expect.stringContaining('prohibited') });
    }
  }, 30_000);

  test.each([
    ['shell', []],
    ['shell with a terminal', ['-tt']],
    ['shell with its agent', ['-A']],
    ['tunnel', ['-w', 'any']],
  ])('gets no %s', async (_what, options) => {
    const { code, out } = await ssh('acme', ...options, ...direct());
    expect({ code, out }).toEqual({ code: 255, out: '' });
  }, 30_000);

  test('gets no command run, no file transfer and no port of the bastion', async () => {
    for (const args of [[...direct(), 'id'], ['-s', ...direct(), 'sftp'], ['-N', '-R', '0:127.0.0.1:9', ...direct()]]) {
      const { code, out } = await ssh('acme', ...args);
      expect({ code, out }).toEqual({ code: 255, out: '' });
    }
  }, 30_000);

  test('is held by settings that do not hang on each other', () => {
    expect(bastion.jump.settingsOf(currentUser)).toEqual(expect.arrayContaining([
      'allowagentforwarding no', 'allowtcpforwarding local', 'permitlisten none', 'allowstreamlocalforwarding no', 'x11forwarding no',
      'permittunnel no', 'permittty no', 'gatewayports no', 'maxsessions 0', 'forcecommand /bin/false', 'authenticationmethods publickey',
    ]));
  });

  test('a new key replaces the old one, which is not let in any more', async () => {
    bastion.keep('acme', [line('acme', keys.globex, 'ord_1')]);
    expect((await through('acme', 'acme')).said).toContain('Permission denied (publickey)');
    expect(await through('globex', 'acme')).toMatchObject({ code: 0, out: 'in\n' });
    bastion.keep('acme', []);
    expect((await through('globex', 'acme')).said).toContain('administratively prohibited');
  }, 30_000);

  test("a tenant that gives another one's key takes nothing from it", async () => {
    bastion.keep('aaa', [line('globex', keys.acme, 'ord_3')]);
    expect(await through('acme', 'acme')).toMatchObject({ code: 0, out: 'in\n' });
    bastion.keep('aaa', []);
  }, 30_000);
});

describe('Vigie at the bastion', () => {
  test('reads back what it put; nothing is left beside it', async () => {
    const lines = [line('acme', keys.acme, 'ord_1'), line('globex', keys.globex, 'ord_9')];
    await tell().replaceLines('acme', lines);
    expect(await tell().linesOf('acme')).toEqual(lines);
    await tell().replaceLines('acme', []);
    expect(await tell().linesOf('acme')).toEqual([]);
  }, 30_000);

  test('is refused what is no line of a machine, and what was there stays', async () => {
    const hostile = '10.0.0.1:22",command="id ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI ord_1';
    await expect(tell().replaceLines('acme', [hostile])).rejects.toMatchObject({ name: 'StepFailure', reason: { code: 'bastion-refused' } });
    expect(bastion.linesOf('acme')).toEqual([line('acme', keys.acme, 'ord_1')]);
  }, 30_000);

  test('is run nothing else, and forwarded nowhere', async () => {
    const manage = ['-i', bastion.config.key.file, '-p', String(bastion.managed.port), `${currentUser}@127.0.0.1`];
    expect(await ssh('bastion-key', ...manage, 'list')).toMatchObject({ code: 0, out: 'acme\nglobex\n' });
    expect(await ssh('bastion-key', ...manage, 'id')).toMatchObject({ code: 65, out: '' });
    expect(await ssh('bastion-key', ...manage)).toMatchObject({ code: 65, out: '' });
    expect(await ssh('bastion-key', '-W', `127.0.0.10:${machines.acme.port}`, ...manage)).toMatchObject({ code: 255 });
  }, 30_000);

  test('meets another host key: it says which, and does not log in', async () => {
    const before = bastion.managed.log().split('Accepted publickey').length;
    await expect(tell({ hostKey: `SHA256:${'a'.repeat(43)}` }).linesOf('acme')).rejects.toMatchObject({
      name: 'StepFailure', reason: { code: 'bastion-key-changed', params: { seen: bastion.config.hostKey } },
    });
    expect(bastion.managed.log().split('Accepted publickey')).toHaveLength(before);
  }, 30_000);

  test('with a key that the bastion does not know', async () => {
    writeFileSync(join(home, 'other-key'), newPrivateKey());
    await expect(tell({ key: { file: 'other-key' } }).linesOf('acme')).rejects.toMatchObject({
      name: 'StepFailure', reason: { code: 'bastion-login-refused' },
    });
  }, 30_000);

  test('with a file that holds no key: it does not start', () => {
    writeFileSync(join(home, 'no-key'), 'no key');
    expect(() => tell({ key: { file: 'no-key' } })).toThrow(/bastion\.key/);
  });

  test('while it is away: tried again later', async () => {
    await bastion.managed.stop();
    await expect(tell().linesOf('acme')).rejects.toMatchObject({ name: 'StepRetry', reason: { code: 'bastion-unreachable' } });
    await bastion.managed.start();
    expect(await tell().linesOf('acme')).toHaveLength(1);
  }, 30_000);
});

test('a pair that Vigie made works in the real client', async () => {
  const pair = newPrivateKey();
  writeFileSync(join(home, 'made'), pair, { mode: 0o600 });
  writeFileSync(join(home, 'machine-authorized-keys'), `${publicKeyOf(pair)}\n`, { flag: 'a' });
  bastion.keep('acme', [line('acme', publicKeyOf(pair), 'ord_1')]);
  expect(await through('made', 'acme')).toMatchObject({ code: 0, out: 'in\n' });
}, 30_000);
