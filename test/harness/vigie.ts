import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { removeHome } from './remove-home.ts';

/** All of Vigie, started as `npm start` starts it, on free ports and in a state folder of its own. */
export interface Vigie {
  readonly home: string;
  readonly urls: Record<string, string>;
  /** The process id that a part has now; it changes when the part was killed and started again. */
  pid(part: string): number;
  /** Ends everything as Ctrl-C does, or with another signal; the state folder stays for another start. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Removes the state folder. */
  remove(): void;
}

const portVariables = ['APP', 'PROVISIONER', 'EXPORTER', 'PVE', 'PBS', 'SIM_CONTROL', 'GUESTS', 'MAIL', 'SMTP', 'PROMETHEUS', 'ALERTMANAGER'];

/** Starts the stack, without the demo's own machines, and waits until it is ready; rejects with what it said when it ends before. */
export async function startVigie({
  home = mkdtempSync(join(tmpdir(), 'vigie-')),
  args = ['--empty'],
  command = [process.execPath, resolve('scripts/tasks/start.ts')],
} = {}): Promise<Vigie> {
  const ports = Object.fromEntries(portVariables.map((part) => [`VIGIE_PORT_${part}`, '0']));
  const [program = '', ...first] = command;
  const child = spawn(program, [...first, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...ports, VIGIE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  const urls = await new Promise<Record<string, string>>((found, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready":true')) found((JSON.parse(line) as { urls: Record<string, string> }).urls);
    });
    void exited.then((code) => reject(new Error(`npm start ended with ${code}:\n${said}${logs(home)}`)));
  });
  return {
    home,
    urls,
    pid: (part) => (JSON.parse(readFileSync(join(home, 'running.json'), 'utf8')) as Record<string, number>)[part]!,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await exited;
    },
    remove: () => removeHome(home),
  };
}

/** The ends of the daemons' logs, for the message of a failed start. */
function logs(home: string): string {
  return ['provisioner', 'exporter', 'preview', 'proxmox-sim']
    .map((part) => {
      try {
        return `\n--- ${part}\n${readFileSync(join(home, 'logs', `${part}.log`), 'utf8').slice(-2000)}`;
      } catch {
        return '';
      }
    })
    .join('');
}
