import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Simulator } from '../simulator.ts';
import { changeContents } from '../model/contents.ts';
import type { ConfigValue } from '../state/world.ts';
import { changeNode } from './change-node.ts';
import { changePbs } from './change-pbs.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import { moveConfig } from './move-config.ts';
import { plantBackup } from './plant-backup.ts';

/** Plain HTTP on loopback for tests: read the world and the journal, inject faults, change what the API cannot. */
export function controlServer(sim: Simulator, faults: Faults, journal: Journal): Server {
  return createServer((incoming, outgoing) => {
    handle(incoming).then(
      (answer) => send(outgoing, 200, answer),
      (error: unknown) => send(outgoing, 400, { error: error instanceof Error ? error.message : String(error) }),
    );
  });

  async function handle(incoming: IncomingMessage): Promise<unknown> {
    const [path = '', query = ''] = (incoming.url ?? '').split('?', 2);
    const body = incoming.method === 'POST' ? await readJson(incoming) : {};
    const [, kind, name] = path.split('/');
    const call = `${incoming.method ?? ''} /${kind ?? ''}`;
    if (call === 'GET /state') return sim.world;
    if (call === 'GET /journal') {
      const since = Number(new URLSearchParams(query).get('since') ?? 0);
      return journal.list().filter((entry) => entry.seq > since);
    }
    if (call === 'GET /faults') return faults.list();
    if (call === 'POST /faults') return faults.add(body);
    if (call === 'DELETE /faults') return faults.clear();
    if (call === 'POST /guests') return changeGuest(sim, name ?? '', body);
    if (call === 'POST /nodes') return changeNode(sim, name ?? '', body);
    if (call === 'POST /cluster') return changeCluster(sim, body);
    if (call === 'POST /pbs') return changePbs(sim, body);
    if (call === 'POST /backups') return plantBackup(sim, body);
    throw new Error(`no such control call: ${call}`);
  }
}

/** What `changeContents` takes, `lock: string|null`, the config lock, and `node: string|null`, see `moveConfig`. */
function changeGuest(sim: Simulator, vmid: string, body: Record<string, unknown>): unknown {
  const guest = sim.world.guests[vmid];
  if (guest === undefined) throw new Error(`no guest ${vmid}`);
  changeContents(guest.contents, body);
  if (body['lock'] === null) delete guest.config['lock'];
  else if (body['lock'] !== undefined) guest.config['lock'] = body['lock'] as ConfigValue;
  if (body['node'] !== undefined) moveConfig(sim, guest, body['node'] as string | null);
  sim.onChange();
  return guest;
}

/** `{dnsmasq: boolean}`: whether the package is installed on the nodes. */
function changeCluster(sim: Simulator, body: Record<string, unknown>): unknown {
  if (typeof body['dnsmasq'] !== 'boolean') throw new Error('dnsmasq must be a boolean');
  sim.world.cluster.dnsmasq = body['dnsmasq'];
  sim.onChange();
  return sim.world.cluster;
}

async function readJson(incoming: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const value: unknown = text === '' ? {} : JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error('the body must be a JSON object');
  return value as Record<string, unknown>;
}

function send(outgoing: ServerResponse, status: number, answer: unknown): void {
  outgoing.writeHead(status, { 'Content-Type': 'application/json' });
  outgoing.end(JSON.stringify(answer ?? null));
}
