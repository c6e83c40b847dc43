import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.ts';

/** How many checks of a step passed and failed. A step that is one command counts as one. */
export interface Tally {
  passed: number;
  failed: number;
}

export interface Step {
  name: string;
  run(): Promise<Tally>;
}

/** A command whose exit code decides. Its output is shown when it fails. */
export function command(name: string, program: string, args: string[]): Step {
  return {
    name,
    async run() {
      const { code, output } = await execute(program, args, 'collect');
      if (code !== 0) process.stderr.write(output);
      return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

/** A jest run in `cwd` (relative to the repository); its tests are counted one by one. */
export function jest(name: string, args: string[], cwd = '.'): Step {
  return {
    name,
    async run() {
      const folder = mkdtempSync(join(tmpdir(), 'vigie-jest-'));
      const file = join(folder, 'result.json');
      const { code } = await execute('jest', ['--json', `--outputFile=${file}`, ...args], 'show', cwd, cwd === '.' ? esModules : '');
      const result = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as JestResult) : undefined;
      rmSync(folder, { recursive: true });
      if (!result || result.numTotalTests === 0) return { passed: 0, failed: 1 };
      // A file that cannot be loaded counts no failed test, and a run may fail for another reason: neither may pass unseen.
      const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
      return { passed: result.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
    },
  };
}

interface JestResult {
  numTotalTests: number;
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
}

interface Ended {
  code: number | null;
  output: string;
}

/** Our own jest projects are ES modules; the plugin's, in Grafana's scaffold, are not. */
const esModules = '--experimental-vm-modules --disable-warning=ExperimentalWarning';

function execute(program: string, args: string[], output: 'collect' | 'show', cwd = '.', nodeOptions = ''): Promise<Ended> {
  const child = spawn(program, args, {
    cwd: join(root, cwd),
    stdio: ['ignore', output === 'collect' ? 'pipe' : 'ignore', output === 'collect' ? 'pipe' : 'inherit'],
    // What is started again and again, as tests do with our processes, need not be read again: it halves the CPU of a start.
    env: { ...process.env, NODE_OPTIONS: nodeOptions, NODE_COMPILE_CACHE: join(tmpdir(), 'vigie-compile-cache') },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (text += part));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: `${program}: ${error.message}\n` }));
    child.once('close', (code) => resolve({ code, output: text }));
  });
}
