import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setClockAhead } from '../clock.ts';
import { now } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import { changeContents } from '../model/contents.ts';
import { superviseHa } from '../model/ha-recovery.ts';
import type { ConfigValue, UserState, World } from '../state/world.ts';
import { changeCeph } from './change-ceph.ts';
import { changeNode } from './change-node.ts';
import { changePbs } from './change-pbs.ts';
import { changeStorage } from './change-storage.ts';
import type { Faults } from './faults.ts';
import { makeFleet } from './fleet.ts';
import type { Journal } from './journal.ts';
import { moveConfig } from './move-config.ts';
import { plantBackup } from './plant-backup.ts';
import { plantJob } from './plant-job.ts';

/** What follows the first word of the path, the query, and the body. */
interface Asked {
  name: string;
  query: string;
  body: Record<string, unknown>;
}

/** Plain HTTP on loopback for tests: read the world and the journal, inject faults, change what the API cannot. */
export function controlServer(sim: Simulator, faults: Faults, journal: Journal): Server {
  const calls: Record<string, (asked: Asked) => unknown> = {
    'GET /state': () => withoutPasswords(sim.world),
    'GET /journal': ({ query }) => {
      const since = Number(new URLSearchParams(query).get('since') ?? 0);
      return journal.list().filter((entry) => entry.seq > since);
    },
    'GET /tasks': () => sim.tasks.times,
    'GET /faults': () => faults.list(),
    'POST /faults': ({ body }) => faults.add(body),
    'DELETE /faults': () => faults.clear(),
    'POST /guests': ({ name, body }) => changeGuest(sim, name, body),
    'POST /nodes': ({ name, body }) => changeNode(sim, name, body),
    'POST /storages': ({ name, body }) => changeStorage(sim, name, body),
    'POST /cluster': ({ body }) => changeCluster(sim, body),
    'POST /pbs': ({ body }) => changePbs(sim, body),
    'POST /backups': ({ body }) => plantBackup(sim, body),
    'POST /jobs': ({ body }) => plantJob(sim, body),
    'POST /clock': ({ body }) => advanceClock(sim, body),
    'POST /fleet': ({ body }) => makeFleet(sim, body),
  };

  return createServer((incoming, outgoing) => {
    handle(incoming).then(
      (answer) => send(outgoing, 200, answer),
      (error: unknown) => send(outgoing, 400, { error: error instanceof Error ? error.message : String(error) }),
    );
  });

  async function handle(incoming: IncomingMessage): Promise<unknown> {
    const [path = '', query = ''] = (incoming.url ?? '').split('?', 2);
    const body = incoming.method === 'POST' ? await readJson(incoming) : {};
    const [, kind = '', name = ''] = path.split('/');
    const call = `${incoming.method ?? ''} /${kind}`;
    const act = calls[call];
    if (act === undefined) throw new Error(`no such control call: ${call}`);
    return act({ name, query, body });
  }
}

/** Hashes of passwords can be guessed at; those of tokens, which are random, cannot. */
function withoutPasswords(world: World): World {
  const users = Object.entries(world.users).map(([userid, { passwordHash: _, ...user }]): [string, UserState] => [userid, user]);
  return { ...world, users: Object.fromEntries(users) };
}

/** `{advanceSeconds}`: the cluster's clock goes forward, and with it ages, uptimes and expiries. Running tasks take as long as before. */
function advanceClock(sim: Simulator, body: Record<string, unknown>): unknown {
  const { advanceSeconds } = body;
  if (typeof advanceSeconds !== 'number' || !(advanceSeconds >= 0)) throw new Error('advanceSeconds must be a number from 0 on');
  sim.world.clockAhead += advanceSeconds;
  setClockAhead(sim.world.clockAhead);
  superviseHa(sim);
  sim.onChange();
  return { time: now() };
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

/** `{dnsmasq?: boolean, qdevice?: boolean, ceph?}`: what `changeCeph` takes, whether the package is installed on the nodes, and whether an external vote keeps half of them quorate. */
function changeCluster(sim: Simulator, body: Record<string, unknown>): unknown {
  const { dnsmasq = sim.world.cluster.dnsmasq, qdevice = sim.world.cluster.qdevice } = body;
  if (typeof dnsmasq !== 'boolean') throw new Error('dnsmasq must be a boolean');
  if (typeof qdevice !== 'boolean') throw new Error('qdevice must be a boolean');
  if (body['ceph'] !== undefined) changeCeph(sim.world, body['ceph']);
  Object.assign(sim.world.cluster, { dnsmasq, qdevice });
  superviseHa(sim);
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
