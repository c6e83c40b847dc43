import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'vigie-start-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a task that is expected to end by itself, as it does on a mistake. */
function run(file: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [resolve(file), ...args], {
    env: { ...process.env, NODE_OPTIONS: '', VIGIE_HOME: folder, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  return new Promise((done) => child.once('exit', (code) => done({ code, said })));
}

test('a taken port is named, with the variable that changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  const { code, said } = await run('scripts/tasks/start.ts', [], { VIGIE_PORT_APP: String(port) });
  server.close();
  expect(code).toBe(1);
  expect(said).toContain(`Port ${port} is taken (EADDRINUSE). Set VIGIE_PORT_APP to another port, or to 0 for any free one.`);
}, 30_000);

test.each(['scripts/tasks/start.ts', 'scripts/tasks/exporter.ts', 'scripts/tasks/provisioner.ts'])(
  '%s lists three mistakes of vigie.yaml at once, with their paths',
  async (task) => {
    const file = join(folder, 'vigie.yaml');
    const text = readFileSync('vigie.example.yaml', 'utf8');
    const broken = text
      .replace('secret: { file: secrets/pve-provisioner }', 'secret: hunter2')
      .replace('it@acme.example', 'nobody')
      .replace('agentTimeoutSeconds: 900', 'agentTimeout: 900');
    writeFileSync(file, broken);
    const { code, said } = await run(task, ['--config', file]);
    expect(code).toBe(1);
    expect(said).toContain('has 3 mistakes');
    for (const path of ['clusters[0].token.secret', 'tenants[0].email', 'provisioner.agentTimeout']) expect(said).toContain(path);
    expect(said).not.toContain('hunter2');
  },
  30_000,
);
