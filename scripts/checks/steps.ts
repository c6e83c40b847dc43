import { buildPlugin } from '../stack/plugin.ts';
import { generatedFiles } from './generated.ts';
import { countedScenarios, forgetScenarios, scenarioTable } from './scenario-table.ts';
import { command, jest, type Step } from './step.ts';

/** For tests that set no time of their own: a busy machine is slow, not wrong. */
const patience = '--testTimeout=30000';

/** What `npm run check` runs: fast, needs nothing but npm packages. */
export const checkSteps: Step[] = [
  command('Types', 'tsc', ['-p', 'tsconfig.json']),
  command('Types of the stand-in host', 'tsc', ['-p', 'test/preview/src/host/tsconfig.json']),
  command('Types of the plugin', 'npm', ['run', 'typecheck', '--silent', '--workspace', 'vigie-proxmox-app']),
  command('Lint', 'eslint', ['.']),
  command('Lint of the plugin', 'npm', ['run', 'lint', '--silent', '--workspace', 'vigie-proxmox-app']),
  command('Layers', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'packages', 'exporter', 'provisioner', 'grafana-app/src', 'dashboards', 'test', 'scripts']),
  command('Dead code', 'knip', ['--no-progress']),
  generatedFiles,
  jest('Unit tests', ['--selectProjects', 'unit', patience]),
  jest('Unit tests of the plugin', ['--maxWorkers=2'], 'grafana-app'),
];

/** Needed by whatever opens the app in a browser. */
const bundle: Step = {
  name: 'Bundle of the plugin',
  async run() {
    try {
      await buildPlugin((text) => process.stderr.write(`${text}\n`));
      return { passed: 1, failed: 0 };
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`);
      return { passed: 0, failed: 1 };
    }
  },
};

const systemPackages = command('System packages', 'scripts/system-deps', []);

/** Whatever can go wrong at each call and each note of each workflow. Nothing in it is lost on another worker. */
const scenarios = jest('Scenarios of every workflow', ['--selectProjects', 'scenarios', '--maxWorkers=2']);
const kills = jest('Crash tests', ['--selectProjects', 'crash', '--runInBand']);

/** The scenarios, kill -9 in the middle of the work on the running stack, and the table of what was tried. */
const crash: Step[] = [
  { ...scenarios, run: () => (forgetScenarios(), scenarios.run()) },
  {
    ...kills,
    async run() {
      const tally = await kills.run();
      process.stderr.write(`\n${scenarioTable(countedScenarios())}\n`);
      return tally;
    },
  },
];

export const crashSteps: Step[] = [systemPackages, bundle, ...crash];

/** The story in a real browser. */
export const e2eSteps: Step[] = [systemPackages, bundle, jest('Browser tests', ['--selectProjects', 'e2e', '--runInBand'])];

/** What `npm test` runs: everything, with real PostgreSQL, Prometheus, SMTP and Chromium. */
export const testSteps: Step[] = [
  systemPackages,
  ...checkSteps,
  bundle,
  jest('Integration tests', ['--selectProjects', 'integration', '--runInBand', patience]),
  ...crash,
  jest('Browser tests', ['--selectProjects', 'e2e', '--runInBand']),
];
