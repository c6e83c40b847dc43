import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP gate in front of a server. `hang` lets nothing through any more, and closes nothing: what a cut cable looks like for minutes. */
export interface Gate {
  readonly port: number;
  hang(): void;
  close(): void;
}

export async function openGate(to: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  let hangs = false;
  const server = createServer({ pauseOnConnect: true }, (inner) => {
    const outer = connect(to, '127.0.0.1');
    for (const [from, other] of [[inner, outer], [outer, inner]] as const) {
      sockets.add(from);
      from.on('error', () => from.destroy());
      from.on('close', () => other.destroy());
      from.on('data', (piece) => {
        if (!hangs) other.write(piece);
      });
    }
    if (!hangs) inner.resume();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    hang() {
      hangs = true;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
