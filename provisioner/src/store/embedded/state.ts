import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Account } from './account.ts';

/** What is remembered about the embedded server between starts, in VIGIE_HOME/postgres.json (it holds the password: mode 0600). */
export interface ServerState {
  /** Where the server's data, binaries and log are. */
  folder: string;
  password: string;
  port: number;
}

/** Parent of the server folders when the daemon runs as root: its own account could not reach a VIGIE_HOME below, say, /root. */
const rootParent = '/var/lib/vigie';

/**
 * Reads the state of the embedded server, or makes a new one. Run as root, the folder is /var/lib/vigie/<random id>;
 * run as anybody else it is VIGIE_HOME/postgres. A new VIGIE_HOME therefore always means a new, empty database.
 */
export function serverState(home: string, account: Account | null): ServerState {
  const file = stateFile(home);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ServerState;
  const folder = account ? join(rootParent, randomBytes(8).toString('hex')) : join(home, 'postgres');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (account) {
    mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
    chownSync(folder, account.uid, account.gid);
  }
  const state = { folder, password: randomBytes(24).toString('base64url'), port: 0 };
  saveServerState(home, state);
  return state;
}

export function saveServerState(home: string, state: ServerState): void {
  const file = stateFile(home);
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

const stateFile = (home: string) => join(home, 'postgres.json');
