import { execFile } from 'node:child_process';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { portFromEnvironment } from '@vigie/config/port';
import type { Log } from '../../log.ts';
import { serverAccount, type Account } from './account.ts';
import { installBinaries } from './binaries.ts';
import { freePort } from './port.ts';
import { saveServerState, serverState, type ServerState } from './state.ts';

const run = promisify(execFile);
const user = 'vigie';
/** A postmaster that was just killed holds its pid file for a second or three. */
const startAttempts = 10;

export interface EmbeddedServer {
  url: string;
  stop(): Promise<void>;
}

interface Tools {
  state: ServerState;
  data: string;
  exec(program: 'initdb' | 'pg_ctl', args: string[]): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of a state folder, or adopts it when it still runs (it survives a killed daemon).
 * It listens on 127.0.0.1 only, with scram passwords. Throws with the port and the variable to change when the wanted port is taken.
 */
export async function startEmbeddedServer(home: string, log: Log, env: NodeJS.ProcessEnv = process.env): Promise<EmbeddedServer> {
  const account = serverAccount();
  const state = serverState(home, account);
  const tools = toolsFor(state, account);
  if (!existsSync(join(tools.data, 'PG_VERSION'))) await initialise(tools, account);
  const port = (await runningPort(tools)) ?? (await start(tools, portFromEnvironment('VIGIE_PORT_POSTGRES', env)));
  saveServerState(home, { ...state, port });
  await ensureDatabase(port, state.password);
  log.info({ port, folder: state.folder }, 'embedded PostgreSQL is running');
  return {
    url: urlOf(port, state.password, user),
    stop: () => tools.exec('pg_ctl', ['stop', '-D', tools.data, '-m', 'fast', '-w', '-t', '30']),
  };
}

function toolsFor(state: ServerState, account: Account | null): Tools {
  // Under root all state folders share one copy; it is readable by the server's account, as the folder of the folders is.
  const bin = installBinaries(account ? dirname(state.folder) : state.folder);
  return {
    state,
    data: join(state.folder, 'data'),
    async exec(program, args) {
      await run(join(bin, program), args, { cwd: state.folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' }, ...account });
    },
  };
}

async function initialise({ state, data, exec }: Tools, account: Account | null): Promise<void> {
  const passwordFile = join(state.folder, 'initial-password');
  writeFileSync(passwordFile, state.password, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  rmSync(data, { recursive: true, force: true });
  try {
    await exec('initdb', [
      '-D', data, '-U', user, '--pwfile', passwordFile, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8', '--data-checksums',
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The port of the server if it runs: the fourth line of its pid file. */
async function runningPort({ data, exec }: Tools): Promise<number | null> {
  try {
    await exec('pg_ctl', ['status', '-D', data]);
    return Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[3]) || null;
  } catch {
    return null;
  }
}

async function start(tools: Tools, wanted: number | undefined): Promise<number> {
  const { data, state, exec } = tools;
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(wanted, state.port);
    try {
      const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`;
      await exec('pg_ctl', ['start', '-D', data, '-l', join(state.folder, 'server.log'), '-w', '-t', '60', '-o', options]);
      return port;
    } catch (error) {
      if (attempt === startAttempts) {
        throw new Error(`the embedded PostgreSQL does not start; its log is ${join(state.folder, 'server.log')}`, { cause: error });
      }
      await sleep(500);
    }
  }
}

async function choosePort(wanted: number | undefined, last: number): Promise<number> {
  if (wanted) {
    if ((await freePort(wanted)) === null) {
      throw new Error(`port ${wanted} is taken: set VIGIE_PORT_POSTGRES to another port for the embedded PostgreSQL (0 = any free one)`);
    }
    return wanted;
  }
  const port = (last > 0 ? await freePort(last) : null) ?? (await freePort(0));
  if (port === null) throw new Error('no free port on 127.0.0.1 for the embedded PostgreSQL');
  return port;
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [user]);
    if (!rowCount) await client.query(`create database ${user}`);
  } finally {
    await client.end();
  }
}

const urlOf = (port: number, password: string, database: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
