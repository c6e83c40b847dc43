import type { AddressInfo } from 'node:net';
import type { Server } from 'node:net';
import { parseArgs } from 'node:util';
import { controlServer } from './control/control-server.ts';
import { Faults } from './control/faults.ts';
import { Journal } from './control/journal.ts';
import { none, realistic } from './delays.ts';
import { guestProxy } from './guest/guest-proxy.ts';
import { apiServer } from './http/api-server.ts';
import { superviseHa } from './model/ha-recovery.ts';
import { hashPassword } from './model/passwords.ts';
import { pbsApi } from './pbs/http/pbs-api.ts';
import { Simulator } from './simulator.ts';
import { pbsTokens } from './state/demo-pbs.ts';
import { demoTokens, demoWorld } from './state/demo-world.ts';
import { certificate, ticketKey, tokenSecret } from './state/secrets.ts';
import { Store } from './state/store.ts';
import { endOrphans } from './tasks.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8006' },
    'pbs-port': { type: 'string', default: '8007' },
    'control-port': { type: 'string', default: '8016' },
    'guest-port': { type: 'string', default: '9180' },
    state: { type: 'string' },
    delays: { type: 'string', default: 'realistic' },
  },
});
if (values.state === undefined) fail('--state DIR is missing: the folder where the simulated cluster is kept');
if (!['realistic', 'none'].includes(values.delays)) fail(`--delays must be realistic or none, not ${values.delays}`);

const folder = values.state;
const store = new Store(folder);
const provisioner = tokenSecret(folder, 'provisioner');
const exporter = tokenSecret(folder, 'exporter');
const pbsProvisioner = tokenSecret(folder, 'pbs-provisioner');
const pbsExporter = tokenSecret(folder, 'pbs-exporter');
const world =
  store.load() ??
  demoWorld({
    provisioner: provisioner.secret,
    exporter: exporter.secret,
    pbsProvisioner: pbsProvisioner.secret,
    pbsExporter: pbsExporter.secret,
  });
const sim = new Simulator(world, values.delays === 'none' ? none : realistic, ticketKey(folder));
const rootPassword = tokenSecret(folder, 'root-password');
const root = world.users['root@pam'];
if (root !== undefined && root.passwordHash === undefined) root.passwordHash = hashPassword(rootPassword.secret);
endOrphans(world.tasks);
endOrphans(world.pbs.tasks);
sim.onChange = () => store.later(world);
// A node may have been lost before a restart.
superviseHa(sim);
sim.onChange();

const faults = new Faults();
const journal = new Journal();
const tls = await certificate(folder, 'pve');
const pbsTls = await certificate(folder, 'pbs');
const servers: Server[] = [];
const api = await listen(apiServer(sim, faults, journal, tls), 'port', values.port);
const pbs = await listen(apiServer(sim, faults, journal, pbsTls, pbsApi), 'pbs-port', values['pbs-port']);
const control = await listen(controlServer(sim, faults, journal), 'control-port', values['control-port']);
const proxy = await listen(guestProxy(sim), 'guest-port', values['guest-port']);
world.pbs.fingerprint = pbsTls.fingerprint;
// The nodes reach the backup server where it listens now.
for (const storage of Object.values(world.storages))
  if (storage.type === 'pbs') Object.assign(storage.options, { port: String(pbs), fingerprint: pbsTls.fingerprint });
sim.onChange();
store.flush();

process.stdout.write(
  `${JSON.stringify({
    ready: true,
    part: 'proxmox-sim',
    url: `https://127.0.0.1:${api}`,
    control: `http://127.0.0.1:${control}`,
    guestProxy: `http://127.0.0.1:${proxy}`,
    fingerprint: tls.fingerprint,
    tokens: {
      provisioner: { id: demoTokens.provisioner, file: provisioner.file },
      exporter: { id: demoTokens.exporter, file: exporter.file },
    },
    root: { id: 'root@pam', file: rootPassword.file },
    pbs: {
      url: `https://127.0.0.1:${pbs}`,
      fingerprint: pbsTls.fingerprint,
      tokens: {
        provisioner: { id: pbsTokens.provisioner, file: pbsProvisioner.file },
        exporter: { id: pbsTokens.exporter, file: pbsExporter.file },
      },
    },
  })}\n`,
);
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());

async function stop(): Promise<void> {
  for (const server of servers) server.close();
  await sim.tasks.drain();
  await sim.pbsTasks.drain();
  store.flush();
  process.exit(0);
}

function listen(server: Server, name: string, port: string): Promise<number> {
  servers.push(server);
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(
        error.code === 'EADDRINUSE'
          ? `port ${port} is taken: choose another with --${name}`
          : `cannot listen on port ${port} (--${name}): ${error.message}`,
      );
    });
    server.listen(Number(port), '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function fail(message: string): never {
  process.stderr.write(`proxmox-sim: ${message}\n`);
  process.exit(1);
}
