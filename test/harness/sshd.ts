import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { userInfo } from 'node:os';

/** A real sshd, run by the current user, whose name is then the only one that can log in. */
export interface Sshd {
  readonly port: number;
  readonly hostKey: { file: string; fingerprint: string };
  /** The settings that hold for the login of a user, as `sshd -T` tells them. */
  settingsOf(user: string): string[];
  /** What it has logged so far. */
  log(): string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What every sshd here needs. /tmp is writable for others as strict modes see it; the user's shell must not read its own start-up files. */
const base = (folder: string, address: string, port: number): string => `
ListenAddress ${address}:${port}
HostKey ${join(folder, 'host_key')}
PidFile none
UsePAM no
StrictModes no
LogLevel VERBOSE
PasswordAuthentication no
KbdInteractiveAuthentication no
SetEnv HOME=${folder}
`;

/** Starts one on a free port of `address` with `config` behind what every one needs. */
export async function startSshd(home: string, config: string, address = '127.0.0.1'): Promise<Sshd> {
  const folder = mkdtempSync(join(home, 'sshd-'));
  const port = await freePort(address);
  const hostKey = { file: join(folder, 'host_key'), fingerprint: makeKey(join(folder, 'host_key')).fingerprint };
  const file = join(folder, 'sshd_config');
  writeFileSync(file, base(folder, address, port) + config);
  // As root it locks its children in here, and refuses to start without.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  let log = '';
  let child: ChildProcess | undefined;
  const sshd: Sshd = {
    port,
    hostKey,
    settingsOf: (user) =>
      execFileSync('/usr/sbin/sshd', ['-T', '-f', file, '-C', `user=${user},host=test,addr=127.0.0.1`], { encoding: 'utf8' }).trim().split('\n'),
    log: () => log,
    async start() {
      const started = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] });
      child = started;
      await new Promise<void>((listening, reject) => {
        createInterface({ input: started.stderr }).on('line', (line) => {
          log += `${line}\n`;
          if (line.includes('Server listening')) listening();
        });
        started.once('exit', (code) => reject(new Error(`sshd ended with ${code}:\n${log}`)));
      });
    },
    async stop() {
      if (!child || child.exitCode !== null) return;
      const gone = new Promise((exited) => child?.once('exit', exited));
      child.kill('SIGTERM');
      await gone;
    },
  };
  await sshd.start();
  return sshd;
}

/** An ed25519 key pair in `file` and `file`.pub. */
export function makeKey(file: string): { publicKey: string; fingerprint: string } {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
  const [, fingerprint = ''] = execFileSync('ssh-keygen', ['-l', '-f', file], { encoding: 'utf8' }).split(' ');
  return { publicKey: readFileSync(`${file}.pub`, 'utf8').trim(), fingerprint };
}

export const currentUser = userInfo().username;

async function freePort(address: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, address, listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
