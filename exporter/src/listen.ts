import type { AddressInfo, Server } from 'node:net';

/** Starts to listen; `host:port` with the real port. Rejects with what to do when the port is taken. */
export function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? portTaken(host, port) : error));
    server.listen(port, host, () => {
      const { port: bound } = server.address() as AddressInfo;
      resolve(`${host.includes(':') ? `[${host}]` : host}:${bound}`);
    });
  });
}

function portTaken(host: string, port: number): Error {
  return new Error(
    `port ${port} of ${host} is taken: stop what listens there, or choose another one with VIGIE_PORT_EXPORTER or exporter.listen.port (0 = any free one)`,
  );
}
