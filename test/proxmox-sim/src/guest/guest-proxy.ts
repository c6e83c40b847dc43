import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { now } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import { listens } from '../model/contents.ts';
import type { Guest, World } from '../state/world.ts';
import { nodeExporterMetrics } from './node-exporter.ts';

/** An HTTP forward proxy into the simulated networks: Prometheus reaches the guests' node_exporter through it (`proxy_url`). */
export function guestProxy(sim: Simulator): Server {
  return createServer((incoming, outgoing) => {
    const url = URL.canParse(incoming.url ?? '') ? new URL(incoming.url ?? '') : null;
    const guest = url === null ? null : guestAt(sim.world, url.hostname);
    if (url === null) {
      outgoing.writeHead(400).end('this is a forward proxy: ask for an absolute URL\n');
    } else if (guest === null || Number(url.port || 80) !== 9100 || !listens(guest, 9100)) {
      outgoing.writeHead(502).end(`no route to ${url.host}\n`);
    } else if (url.pathname !== '/metrics') {
      outgoing.writeHead(404).end('404 page not found\n');
    } else {
      outgoing.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }).end(nodeExporterMetrics(guest));
    }
  });
}

function guestAt(world: World, ip: string): Guest | null {
  const found = Object.values(world.guests).find(
    ({ node, running }) =>
      world.nodes[node]?.online === true &&
      running !== null &&
      running.agentFrom <= now() &&
      running.addresses.some((address) => address.ip === ip),
  );
  return found ?? null;
}
