import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** One of our processes, alone, with what it has logged so far. */
export interface Daemon {
  ready: Record<string, any>;
  log(): string;
  /** Its exit code, once it has ended; null after a kill. */
  readonly exited: Promise<number | null>;
  stop(): Promise<number | null>;
  /** Ends it with kill -9. */
  kill(): Promise<number | null>;
}

/** Starts a process of ours and waits for its ready line; rejects with its log when it ends before. */
export async function startDaemon(file: string, args: string[], home: string): Promise<Daemon> {
  const child = spawn(process.execPath, [resolve(file), ...args], {
    env: { ...process.env, NODE_OPTIONS: '', VIGIE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (text) => (log += text));
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  const ready = await new Promise<Record<string, any>>((found, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => found(JSON.parse(line) as Record<string, any>));
    void exited.then((code) => reject(new Error(`${file} ended with ${code}:\n${log}`)));
  });
  return {
    ready,
    log: () => log,
    exited,
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
    kill() {
      child.kill('SIGKILL');
      return exited;
    },
  };
}
