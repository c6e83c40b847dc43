import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { previewApp } from './app.ts';
import { buildHost } from './build-host.ts';
import { readFlags } from './flags.ts';
import { readGatewayKeys } from './gateway-keys.ts';
import { readPluginJson } from './plugin-folder.ts';
import { openPluginSettings } from './plugin-settings.ts';
import { openSessions } from './sessions.ts';
import { openSigningKeys } from './signing-keys.ts';

function fail(error: Error): never {
  process.stderr.write(`preview: ${error.message}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  readPluginJson(flags.plugin);
  const settings = openPluginSettings(flags.state, readGatewayKeys(flags.keys));
  const host = await buildHost(flags.state);
  let baseUrl = '';
  const preview = {
    baseUrl: () => baseUrl,
    provisionerUrl: flags.provisioner,
    pluginFolder: flags.plugin,
    hostFolder: host.folder,
    keys: openSigningKeys(flags.state),
    sessions: openSessions(flags.state),
    settings,
  };
  const server = createServer(previewApp(preview, host.files));
  server.on('error', (error: NodeJS.ErrnoException) =>
    fail(error.code === 'EADDRINUSE' ? new Error(`port ${flags.port} is taken; choose another with --port (VIGIE_PORT_APP)`) : error),
  );
  server.listen(flags.port, '127.0.0.1', () => {
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.stdout.write(`${JSON.stringify({ ready: true, part: 'preview', url: baseUrl })}\n`);
  });
  const stop = () => {
    server.close(() => process.exit(0));
    // Browsers keep connections open; nothing here needs more than a moment to finish.
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

start().catch(fail);
