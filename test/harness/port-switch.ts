import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP port in front of another one, which can be shut as if the host behind it were off. TLS passes through. */
export interface PortSwitch {
  readonly port: number;
  /** Where it leads; nothing passes before. */
  open(port: number): void;
  /** Ends what goes through, and refuses what comes. */
  shut(): void;
  stop(): Promise<void>;
}

export async function startPortSwitch(): Promise<PortSwitch> {
  let target: number | null = null;
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    if (target === null) {
      inner.resetAndDestroy();
      return;
    }
    const outer = connect(target, '127.0.0.1');
    for (const [socket, other] of [[inner, outer], [outer, inner]] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    open: (port) => (target = port),
    shut() {
      target = null;
      cut();
    },
    async stop() {
      cut();
      await new Promise((closed) => server.close(closed));
    },
  };
}
