import { parseArgs } from 'node:util';
import { vigieHome } from '@vigie/config/home';
import { loadConfig } from '@vigie/config/load';
import { portFromEnvironment } from '@vigie/config/port';
import { startDaemon } from './daemon.ts';
import { errorSentence } from './error-sentence.ts';
import { createLog } from './log.ts';
import { sharedKeys, type SharedKey } from './store/key-fingerprints.ts';

const { values } = parseArgs({ options: { config: { type: 'string' }, 'accept-new-key': { type: 'string', multiple: true } } });
const log = createLog();
// Listened to from the beginning: a stop in the middle of a start must still stop what was started.
const stopAsked = new Promise<NodeJS.Signals>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
});

try {
  const loaded = loadConfig(values.config ?? process.env.VIGIE_CONFIG ?? 'vigie.yaml');
  const { listen } = loaded.config.provisioner;
  listen.port = portFromEnvironment('VIGIE_PORT_PROVISIONER') ?? listen.port;
  const daemon = await startDaemon(loaded, vigieHome(), log, acceptedKeys(values['accept-new-key']));
  process.stdout.write(`${JSON.stringify({ ready: true, part: 'provisioner', url: daemon.url })}\n`);
  log.info({ signal: await stopAsked }, 'stopping');
  await daemon.stop();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${errorSentence(error)}\n`);
  process.exit(1);
}

function acceptedKeys(names: readonly string[] = []): SharedKey[] {
  return names.map((name) => {
    const known = sharedKeys.find((key) => key === name);
    if (known === undefined) throw new Error(`--accept-new-key takes ${sharedKeys.join(' or ')}, not ${name}`);
    return known;
  });
}
