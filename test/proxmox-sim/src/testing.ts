import { randomUUID } from 'node:crypto';
import { none } from './delays.ts';
import type { Delays } from './delays.ts';
import { perform } from './http/perform.ts';
import type { Request } from './http/perform.ts';
import { findRoute } from './http/route.ts';
import { findPbsRoute, performPbs } from './pbs/http/pbs-perform.ts';
import { Simulator } from './simulator.ts';
import { pbsTokens } from './state/demo-pbs.ts';
import { demoTokens, demoWorld } from './state/demo-world.ts';
import type { Task } from './state/world.ts';

export interface Reply {
  status: number;
  statusText: string;
  data: unknown;
  errors: Record<string, string> | undefined;
  body: string | null;
}

type Params = Record<string, string | number | readonly string[]>;

type Caller = (method: string, path: string, params?: Params) => Promise<Reply>;
type Credentials = Partial<Pick<Request, 'authorization' | 'cookie' | 'csrfToken'>>;

export interface PbsReply {
  status: number;
  data: unknown;
  /** Beside data from a configuration file. */
  digest: string | undefined;
  /** The body of an error. */
  text: string;
}

/** A simulated cluster without sockets, for this package's own tests. */
export interface TestCluster {
  sim: Simulator;
  call: Caller;
  /** The same, with the credentials of another token. */
  as: (tokenId: string, secret: string) => Caller;
  /** The same, with the cookie of a login and, for writes, its CSRF prevention token. */
  withTicket: (ticket: string, csrfToken?: string) => Caller;
  /** A call to the backup server; without a header as its provisioner token. */
  pbs: (method: string, path: string, params?: Params, authorization?: string) => Promise<PbsReply>;
  /** Calls, expects a UPID, waits for the task and returns it. */
  task: (method: string, path: string, params?: Params) => Promise<Task>;
}

export function testCluster(delays: Partial<Delays> = {}): TestCluster {
  const secrets = { provisioner: randomUUID(), exporter: randomUUID(), pbsProvisioner: randomUUID(), pbsExporter: randomUUID() };
  const sim = new Simulator(demoWorld(secrets), { ...none, ...delays });
  const ask =
    (credentials: Credentials): Caller =>
    async (method, path, params = {}) => {
      const encoded = encode(params);
      const inQuery = method === 'GET' || method === 'DELETE';
      const request = {
        method,
        path,
        query: inQuery ? encoded : '',
        authorization: undefined,
        ...credentials,
        contentType: 'application/x-www-form-urlencoded',
        body: inQuery ? '' : encoded,
      };
      const { answer } = await perform(sim, request, findRoute(method, path));
      const parsed = (answer.body === null ? {} : JSON.parse(answer.body)) as { data?: unknown; errors?: Record<string, string> };
      return { status: answer.status, statusText: answer.statusText, data: parsed.data, errors: parsed.errors, body: answer.body };
    };
  const as: TestCluster['as'] = (tokenId, secret) => ask({ authorization: `PVEAPIToken=${tokenId}=${secret}` });
  const call = as(demoTokens.provisioner, secrets.provisioner);
  const pbs: TestCluster['pbs'] = async (method, path, params = {}, authorization) => {
    const encoded = encode(params);
    const inQuery = method === 'GET' || method === 'DELETE';
    const request = {
      method,
      path,
      query: inQuery ? encoded : '',
      authorization: authorization ?? `PBSAPIToken=${pbsTokens.provisioner}:${secrets.pbsProvisioner}`,
      contentType: 'application/x-www-form-urlencoded',
      body: inQuery ? '' : encoded,
    };
    const { answer } = await performPbs(sim, request, findPbsRoute(method, path));
    const text = `${answer.body ?? ''}${[...(answer.rest ?? [])].join('')}`;
    const { data, digest } = (answer.status === 200 ? JSON.parse(text) : { data: null }) as { data: unknown; digest?: string };
    return { status: answer.status, data, digest, text };
  };
  return {
    sim,
    call,
    as,
    withTicket: (ticket, csrfToken) => ask({ cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}`, csrfToken }),
    pbs,
    task: async (method, path, params) => {
      const reply = await call(method, path, params);
      if (typeof reply.data !== 'string' || !reply.data.startsWith('UPID:'))
        throw new Error(`${method} ${path}: no task but ${reply.status} ${reply.statusText} ${reply.body ?? ''}`);
      await sim.tasks.ended(reply.data);
      const task = sim.world.tasks.find((item) => item.upid === reply.data);
      if (task === undefined) throw new Error(`task ${reply.data} is lost`);
      return task;
    },
  };
}

function encode(params: Params): string {
  return Object.entries(params)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`),
    )
    .join('&');
}
