import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface ChildSpec {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** Where its standard error goes; appended. */
  logFile: string;
  /** Hears of the process before it is ready. */
  onSpawn?(pid: number): void;
}

/** What a part says of itself in its ready line; every part has `ready` and `part`, the rest is its own. */
export type ReadyLine = Record<string, unknown> & { ready: true; part: string };

/** A part that runs. `ready` is its ready line; `exited` settles when it ends. */
export interface RunningChild {
  readonly pid: number;
  readonly ready: ReadyLine;
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

/** How long a part has to end by itself before it is killed. */
const stopGraceMs = 15_000;

/**
 * Starts one of our parts and waits for its ready line.
 * Throws with the end of its log when it ends before that.
 */
export async function startChild(spec: ChildSpec): Promise<RunningChild> {
  const { child, exited } = launch(spec, 'pipe');
  const lines = createInterface({ input: child.stdout! });
  const ready = await new Promise<ReadyLine>((resolve, reject) => {
    lines.on('line', (line) => {
      const value = parse(line);
      if (value) resolve(value);
    });
    void exited.then((how) => reject(new Error(`${spec.name} ended before it was ready (${how}); its log is ${spec.logFile}`)));
  });
  return { pid: child.pid!, ready, exited, stop: () => stop(child, exited) };
}

/** Starts a foreign program that has no ready line; the caller asks it over HTTP whether it is ready. */
export function startForeign(spec: ChildSpec): RunningChild {
  const { child, exited } = launch(spec, 'ignore');
  return { pid: child.pid ?? 0, ready: { ready: true, part: spec.name }, exited, stop: () => stop(child, exited) };
}

function launch(spec: ChildSpec, stdout: 'pipe' | 'ignore'): { child: ChildProcess; exited: Promise<string> } {
  const log = openSync(spec.logFile, 'a', 0o600);
  // A process group of its own: Ctrl-C reaches us only, and we stop the parts in their order.
  const child = spawn(spec.command, spec.args, { stdio: ['ignore', stdout, log], env: { ...process.env, ...spec.env }, detached: true });
  closeSync(log);
  if (child.pid !== undefined) spec.onSpawn?.(child.pid);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  return { child, exited };
}

async function stop(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), stopGraceMs);
  await exited;
  clearTimeout(killer);
}

function parse(line: string): ReadyLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'ready' in value && value.ready === true ? (value as ReadyLine) : undefined;
  } catch {
    return undefined;
  }
}
