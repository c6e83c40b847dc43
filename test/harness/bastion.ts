import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { currentUser, makeKey, startSshd, type Sshd } from './sshd.ts';

/** A bastion as docs/bastion.md sets it up. Its two accounts are the current user's: each has an sshd of its own. */
export interface TestBastion {
  /** `bastion` of vigie.yaml. */
  readonly config: { host: string; port: number; user: string; hostKey: string; key: { file: string }; jumpUser: string; publicPort: number };
  /** Where Vigie logs in. */
  readonly managed: Sshd;
  /** Where tenants jump. */
  readonly jump: Sshd;
  /** What it keeps of a tenant: a line for each machine. */
  linesOf(tenant: string): string[];
  /** Has it keep other lines, without asking it. */
  keep(tenant: string, lines: readonly string[]): void;
  stop(): Promise<void>;
}

const script = resolve('provisioner/bastion/vigie-bastion');

/** The file that is shipped, with its paths and account names replaced. */
function shipped(folder: string, authorized: string, names: { jump: string; vigie: string }): string {
  return readFileSync('provisioner/bastion/sshd-vigie.conf', 'utf8')
    .replaceAll('/usr/lib/vigie/vigie-bastion', `/bin/sh ${script}`)
    .replaceAll('/var/lib/vigie-bastion', folder)
    .replace('/etc/ssh/vigie_authorized_keys', authorized)
    .replace('Match User jump', `Match User ${names.jump}`)
    .replace('Match User vigie', `Match User ${names.vigie}`)
    .replace('AuthorizedKeysCommandUser vigie', `AuthorizedKeysCommandUser ${currentUser}`);
}

export async function startBastion(home: string): Promise<TestBastion> {
  const folder = join(home, 'bastion');
  mkdirSync(folder);
  const key = join(home, 'bastion-key');
  const authorized = join(home, 'bastion-authorized-keys');
  writeFileSync(authorized, `${makeKey(key).publicKey}\n`);
  const managed = await startSshd(home, shipped(folder, authorized, { jump: 'nobody', vigie: currentUser }));
  const jump = await startSshd(home, shipped(folder, authorized, { jump: currentUser, vigie: 'nobody' }));
  return {
    config: {
      host: '127.0.0.1', port: managed.port, user: currentUser, hostKey: managed.hostKey.fingerprint, key: { file: key },
      jumpUser: currentUser, publicPort: jump.port,
    },
    managed,
    jump,
    linesOf(tenant) {
      const file = join(folder, tenant);
      return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    },
    keep(tenant, lines) {
      const file = join(folder, tenant);
      if (lines.length === 0) rmSync(file, { force: true });
      else writeFileSync(file, `${lines.join('\n')}\n`);
    },
    async stop() {
      await managed.stop();
      await jump.stop();
    },
  };
}
