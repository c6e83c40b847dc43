import { createServer } from 'node:net';

/** The port's number when it can be listened on at 127.0.0.1 (0 asks for any free one), else null. */
export function freePort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}

/** The port that VIGIE_PORT_POSTGRES asks for; null when any will do. Throws when it is not a port. */
export function wantedPort(env: NodeJS.ProcessEnv): number | null {
  const text = env.VIGIE_PORT_POSTGRES;
  if (text === undefined || text === '' || text === '0') return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`VIGIE_PORT_POSTGRES is "${text}", not a port from 0 to 65535`);
  return port;
}
