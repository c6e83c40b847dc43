import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError } from '@vigie/config/config-error';
import { vigieHome } from '@vigie/config/home';
import { fillDemo } from '../stack/demo/content.ts';
import { AlreadyRunningError } from '../stack/leftovers.ts';
import { PortError } from '../stack/ports.ts';
import { startStack, type Stack } from '../stack/stack.ts';

// `npm start`: all of Vigie on this machine, until Ctrl-C. Standard output carries the human block and the one JSON ready line.
// `--empty` leaves the demo without its two machines.
const { values } = parseArgs({ options: { config: { type: 'string' }, empty: { type: 'boolean', default: false } } });
const say = (text: string) => void process.stderr.write(`${text}\n`);

let stack: Stack | undefined;
let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  say('Stopping ...');
  await stack?.stop();
  process.exit(0);
};
for (const end of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(end, () => void stop());

try {
  stack = await startStack({ home: vigieHome(), configFile: values.config && resolve(values.config), say });
} catch (error) {
  // Mistakes of the user are told in their own words; anything else keeps its stack.
  const known = [ConfigError, PortError, AlreadyRunningError].some((kind) => error instanceof kind);
  say(error instanceof Error ? ((known ? error.message : error.stack) ?? error.message) : String(error));
  process.exit(1);
}
process.stdout.write(humanBlock(stack.urls, Boolean(values.config)));
process.stdout.write(`${JSON.stringify({ ready: true, urls: stack.urls, pids: stack.pids() })}\n`);
const { app, simulator } = stack.urls;
if (app && simulator && !values.empty) {
  fillDemo({ app, simulator }, say).catch((error: unknown) => {
    if (!stopping) say(`The demo could not be filled: ${error instanceof Error ? error.message : String(error)}`);
  });
}

function humanBlock(urls: Record<string, string>, realClusters: boolean): string {
  const labels: [string, string][] = [
    ['app', 'Grafana app (stand-in host)'],
    ['mail', 'Mails that were sent'],
    ['exporter', 'Exporter'],
    ['provisioner', 'Provisioner API'],
    ['pve', 'Proxmox VE simulator'],
    ['prometheus', 'Prometheus'],
    ['alertmanager', 'Alertmanager'],
  ];
  const rows = labels.flatMap(([key, label]) => (urls[key] ? [`  ${label.padEnd(30)}${urls[key]}`] : []));
  const hint = realClusters
    ? 'The clusters are those of your configuration.'
    : 'Sign in as acme-editor to order a VM, then as admin to approve it. Everything is simulated; nothing leaves this machine.';
  return `\nVigie is ready.\n\n${rows.join('\n')}\n\n${hint}\nCtrl-C stops everything; the next start continues where it was.\n\n`;
}
