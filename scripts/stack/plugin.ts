import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, root } from '../root.ts';

/** What the bundle is made from. */
const inputs = ['grafana-app/{src,.config}/**/*', 'grafana-app/*.{ts,json,js}', 'packages/{contract,metrics}/src/**/*', 'package-lock.json'];

/**
 * Builds the plugin's bundle unless the one in grafana-app/dist was made from the same files; gives the bundle's folder.
 * Rejects with webpack's output when the build fails.
 */
export async function buildPlugin(say: (text: string) => void): Promise<string> {
  const dist = inRoot('grafana-app', 'dist');
  const stamp = join(dist, '.built-from');
  const hash = hashOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return dist;
  say('Building the Grafana app (once, half a minute) ...');
  await build();
  writeFileSync(stamp, hash);
  return dist;
}

function build(): Promise<void> {
  // webpack's cache on disk keeps copied files as they were, so changed texts would not arrive in the bundle.
  const child = spawn('npm', ['run', 'build', '--silent', '--workspace', 'vigie-proxmox-app', '--', '--no-cache'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the Grafana app does not build:\n${output}`))));
  });
}

function hashOf(patterns: string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync(patterns, { cwd: root }).sort()) {
    if (file.includes('.test.') || !statSync(inRoot(file)).isFile()) continue;
    hash.update(file).update(readFileSync(inRoot(file)));
  }
  return hash.digest('hex');
}
