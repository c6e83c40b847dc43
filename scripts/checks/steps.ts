import { buildPlugin } from '../stack/plugin.ts';
import { generatedFiles } from './generated.ts';
import { countedScenarios, forgetScenarios, scenarioTable } from './scenario-table.ts';
import { command, jest, type Step } from './step.ts';

/**
 * How many files of the heavy tests run at once; each starts what it needs on free ports, in folders of its own. With more than one,
 * integration and crash tests are one run: what one of them waits for leaves time to the other.
 */
const filesAtOnce = Number(process.env.VIGIE_TEST_FILES ?? 2);
const workers = filesAtOnce > 1 ? [`--maxWorkers=${filesAtOnce}`, '--testSequencer=./scripts/checks/slow-first.js'] : ['--runInBand'];

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
const scenarios: Step = {
  name: 'Scenarios of every workflow',
  async run() {
    forgetScenarios();
    const counted = await jest('Scenarios of every workflow', ['--selectProjects', 'scenarios', '--maxWorkers=2']).run();
    process.stderr.write(`\n${scenarioTable(countedScenarios())}\n`);
    return counted;
  },
};

/** The scenarios, and kill -9 in the middle of the work on the running stack. */
export const crashSteps: Step[] = [systemPackages, bundle, scenarios, jest('Crash tests', ['--selectProjects', 'crash', ...workers])];

/** The story in a real browser. */
export const e2eSteps: Step[] = [systemPackages, bundle, jest('Browser tests', ['--selectProjects', 'e2e', '--runInBand'])];

/** What `npm test` runs: everything, with real PostgreSQL, Prometheus, SMTP and Chromium. */
export const testSteps: Step[] = [
  systemPackages,
  ...checkSteps,
  bundle,
  scenarios,
  ...(filesAtOnce > 1
    ? [jest('Integration and crash tests', ['--selectProjects', 'integration', 'crash', ...workers, patience])]
    : [
        jest('Integration tests', ['--selectProjects', 'integration', ...workers, patience]),
        jest('Crash tests', ['--selectProjects', 'crash', ...workers]),
      ]),
  jest('Browser tests', ['--selectProjects', 'e2e', '--runInBand']),
];
