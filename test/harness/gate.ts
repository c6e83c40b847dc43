import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP gate in front of a server on this machine. TLS passes through. */
export interface Gate {
  readonly port: number;
  /** Where it leads; before, and after `shut`, it refuses whoever comes: what a host looks like that is off. */
  open(port: number): void;
  /** Ends what goes through, and refuses what comes. */
  shut(): void;
  /** Lets nothing through any more, and closes nothing: what a cut cable looks like for minutes. */
  hang(): void;
  close(): Promise<void>;
}

/** `to`: where it leads from the start. */
export async function startGate(to: number | null = null): Promise<Gate> {
  let target = to;
  let hangs = false;
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    if (target === null) {
      inner.resetAndDestroy();
      return;
    }
    const outer = connect(target, '127.0.0.1');
    for (const [from, other] of [[inner, outer], [outer, inner]] as const) {
      sockets.add(from);
      from.on('error', () => from.destroy());
      from.on('close', () => {
        sockets.delete(from);
        other.destroy();
      });
      from.on('data', (piece) => {
        if (!hangs) other.write(piece);
      });
      from.on('end', () => {
        if (!hangs) other.end();
      });
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    open: (port) => void (target = port),
    shut() {
      target = null;
      cut();
    },
    hang() {
      hangs = true;
    },
    async close() {
      cut();
      await new Promise((closed) => server.close(closed));
    },
  };
}
