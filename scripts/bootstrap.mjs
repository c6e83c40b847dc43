// Runs one task of scripts/tasks under the pinned Node, installing what is missing first.
// This file alone runs under whatever Node (>= 20) the machine has, and before npm has installed anything:
// plain JavaScript, no imports but Node's own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const pinnedNode = join(modules, 'node', 'bin', 'node');

const [task = '', ...args] = process.argv.slice(2);
const file = join(root, 'scripts', 'tasks', `${task}.ts`);
if (!/^[a-z-]+$/.test(task) || !existsSync(file)) fail(`There is no task "${task}".`);

installDependencies();
const child = spawn(pinnedNode, [file, ...args], {
  // Relative paths that people type (--config vigie.yaml) start where npm was called.
  cwd: process.env.INIT_CWD ?? root,
  // The channel carries nothing; its end tells the task that this process is gone, however it went.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, PATH: [dirname(pinnedNode), join(modules, '.bin'), process.env.PATH].join(delimiter) },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm may be killed without a signal reaching us (kill -9); then nobody waits for the task any more.
const npm = process.ppid;
setInterval(() => process.ppid !== npm && child.kill('SIGTERM'), 1000).unref();
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

/** npm ci when the lock file is newer than what was installed; then proof that the pinned Node is there. */
function installDependencies() {
  // npm writes this file when an installation is complete.
  const complete = join(modules, '.package-lock.json');
  const changed = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (changed(complete) < changed(join(root, 'package-lock.json'))) {
    console.error('Installing dependencies (once, a minute or two) ...');
    const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2] });
    if (npm.status !== 0) fail('npm ci failed; its message is above. Vigie needs npm and a reachable npm registry.');
  }
  // Where npm does not run install scripts, the package `node` has not fetched its binary: do by hand what its script does.
  if (!existsSync(pinnedNode)) spawnSync(process.execPath, ['installArchSpecificPackage'], { cwd: join(modules, 'node'), stdio: ['ignore', 2, 2] });
  const version = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? 'none';
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node;
  if (version !== `v${wanted}`) fail(`Node ${wanted} is pinned, but node_modules holds ${version}. Delete node_modules and try again.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
