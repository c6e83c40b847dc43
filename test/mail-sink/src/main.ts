import { parseArgs } from 'node:util';
import { startSmtp } from './smtp.ts';
import { openStore } from './store.ts';
import { startWeb } from './web.ts';

// A real SMTP server that keeps what it gets and shows it: demos and tests read here what people would have received.
const { values } = parseArgs({
  options: { port: { type: 'string', default: '8025' }, 'smtp-port': { type: 'string', default: '1025' }, state: { type: 'string' } },
});
if (!values.state) throw new Error('--state DIR is needed');

const store = openStore(values.state);
try {
  const smtp = await startSmtp(store, Number(values['smtp-port']));
  const web = await startWeb(store, Number(values.port));
  const stop = () => void Promise.all([smtp.close(), web.close()]).then(() => process.exit(0));
  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.stdout.write(`${JSON.stringify({ ready: true, part: 'mail-sink', url: web.url, smtpPort: smtp.port })}\n`);
} catch (error) {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  process.stderr.write(code === 'EADDRINUSE' ? `mail-sink: port ${port} is taken; choose another with --port or --smtp-port\n` : `mail-sink: ${error}\n`);
  process.exit(1);
}
