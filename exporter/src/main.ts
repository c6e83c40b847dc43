import { parseArgs } from 'node:util';
import { vigieHome } from '@vigie/config/home';
import { loadConfig } from '@vigie/config/load';
import { portFromEnvironment } from '@vigie/config/port';
import { startExporter } from './exporter.ts';
import { createLogger } from './logger.ts';

try {
  const { values } = parseArgs({ options: { config: { type: 'string', default: process.env.VIGIE_CONFIG ?? 'vigie.yaml' } } });
  const log = createLogger();
  const port = portFromEnvironment('VIGIE_PORT_EXPORTER');
  const exporter = await startExporter({ ...loadConfig(values.config), home: vigieHome(), log, ...(port !== undefined && { port }) });
  process.stdout.write(`${JSON.stringify({ ready: true, part: 'exporter', url: exporter.url })}\n`);
  const stop = () => void exporter.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`exporter: ${(error as Error).message}\n`);
  process.exit(1);
}
