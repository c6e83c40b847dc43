import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Faults, Fault } from '../control/faults.ts';
import type { Journal } from '../control/journal.ts';
import { authId } from '../model/identity.ts';
import type { Simulator } from '../simulator.ts';
import { wait } from '../simulator.ts';
import type { TaskRunner } from '../tasks.ts';
import { perform } from './perform.ts';
import type { Answer, Performed, Request } from './perform.ts';
import { findRoute } from './route.ts';

const prefix = '/api2/json';
/** pveproxy refuses larger ordinary bodies. */
const maxBody = 512 * 1024;

/** What sets one product's API apart from another's behind the same kind of server. */
export interface ServedApi {
  product: 'pve' | 'pbs';
  /** The value of the `Server` header; null: none is sent. */
  banner: string | null;
  /** Finds the endpoint of a request; `perform` runs it. */
  route: (request: Request) => { template: string | null; perform: (sim: Simulator) => Promise<Performed> };
  refusal: (status: number, text: string, errors: Record<string, string> | null) => Answer;
  tasks: (sim: Simulator) => TaskRunner;
  /** false: connections are cut. */
  online: (sim: Simulator) => boolean;
}

const pveApi: ServedApi = {
  product: 'pve',
  banner: 'pve-api-daemon/3.0',
  route: (request) => {
    const route = findRoute(request.method, request.path);
    return { template: route?.endpoint.template ?? null, perform: (sim) => perform(sim, request, route) };
  },
  refusal,
  tasks: (sim) => sim.tasks,
  online: () => true,
};

/** The HTTPS server that stands for pveproxy, or for what `api` says. */
export function apiServer(
  sim: Simulator,
  faults: Faults,
  journal: Journal,
  tls: { key: string; cert: string },
  api: ServedApi = pveApi,
): Server {
  // pveproxy closes idle connections after 5 s; clients must cope.
  const server = createServer({ key: tls.key, cert: tls.cert, keepAliveTimeout: 5000 }, (incoming, outgoing) => {
    void handle(incoming, outgoing).catch((error: unknown) => {
      process.stderr.write(`proxmox-sim: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      outgoing.destroy();
    });
  });
  // Node adds a second of its own to the announced keep-alive; Proxmox does not.
  server.keepAliveTimeoutBuffer = 0;

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (!api.online(sim)) {
      incoming.socket.destroy();
      return;
    }
    const request = await readRequest(incoming);
    if (request === null) return send(outgoing, api, { status: 501, statusText: 'for data too large', body: null });
    const { template, perform: act } = api.route(request);
    const fault = template === null ? null : faults.take(request.method, template, api.product);
    if (fault?.kind === 'ignores') request.body = without(request.body, fault.parameters);
    const performed = await withFault(sim, api, fault, () => act(sim));
    if (request.method !== 'GET' && performed !== null) sim.onChange();
    const answer = answerTo(api, fault, performed);
    journal.add({
      product: api.product,
      method: request.method,
      template,
      path: request.path,
      params: performed?.sent ?? {},
      token: callerOf(performed),
      status: answer?.status ?? null,
      fault: fault?.kind ?? null,
    });
    if (answer !== null) send(outgoing, api, answer);
    else if (fault?.kind === 'reset-after-write') incoming.socket.destroy();
  }
  return server;
}

function callerOf(performed: Performed | null): string | null {
  const identity = performed?.identity ?? null;
  return identity === null ? null : authId(identity);
}

/** A form without some of its parameters. */
function without(form: string, parameters: readonly string[]): string {
  return form
    .split('&')
    .filter((part) => !parameters.includes(decodeURIComponent(part.split('=', 1)[0] ?? '')))
    .join('&');
}

/** Runs the call as far as the fault lets it. null: it did not act. */
async function withFault(sim: Simulator, api: ServedApi, fault: Fault | null, act: () => Promise<Performed>): Promise<Performed | null> {
  if (fault === null) return act();
  if (fault.kind === 'slow') await wait(fault.milliseconds);
  const acts = fault.acts ?? !['refuse', 'hang'].includes(fault.kind);
  if (!acts) return null;
  if (fault.kind !== 'task-fails') return act();
  const takeBack = api.tasks(sim).failNext({ type: fault.taskType, node: fault.node, exitstatus: fault.exitstatus });
  const performed = await act();
  // A refused call starts no task; the plan must not hit a later one.
  if (performed.answer.status !== 200) takeBack();
  return performed;
}

/** null: nothing is sent. */
function answerTo(api: ServedApi, fault: Fault | null, performed: Performed | null): Answer | null {
  switch (fault?.kind) {
    case 'hang':
    case 'reset-after-write':
      return null;
    case 'error-500-but-done':
      return api.refusal(500, fault.text, null);
    case 'refuse':
      return api.refusal(fault.status, fault.text, fault.errors);
    case 'status-596':
      return { status: 596, statusText: 'Broken pipe', body: null };
    default:
      return performed?.answer ?? null;
  }
}

function refusal(status: number, text: string, errors: Record<string, string> | null): Answer {
  const bare = status === 401 || status >= 595;
  return {
    status,
    statusText: text,
    body: bare ? null : JSON.stringify({ ...(errors === null ? {} : { errors }), data: null, message: `${text}\n` }),
  };
}

function send(outgoing: ServerResponse, api: ServedApi, answer: Answer): void {
  outgoing.statusCode = answer.status;
  // Bytes above 0xFF and control characters are not allowed in a status line.
  outgoing.statusMessage = answer.statusText.replaceAll(/[^\x20-\x7E]/g, '?');
  if (api.banner !== null) outgoing.setHeader('Server', api.banner);
  outgoing.setHeader('Cache-Control', 'max-age=0');
  if (answer.status >= 400) outgoing.setHeader('Connection', 'close');
  const { contentType = 'application/json;charset=UTF-8' } = answer;
  if (answer.body !== null && contentType !== null) outgoing.setHeader('Content-Type', contentType);
  if (answer.rest === undefined) {
    outgoing.end(answer.body ?? '');
    return;
  }
  outgoing.write(answer.body ?? '');
  // A caller that goes away before the end needs no more of it.
  pipeline(Readable.from(answer.rest, { objectMode: true, highWaterMark: 1 }), outgoing).catch(() => outgoing.destroy());
}

async function readRequest(incoming: IncomingMessage): Promise<Request | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBody) return null;
    chunks.push(chunk);
  }
  const url = incoming.url ?? '/';
  const at = url.indexOf('?');
  const path = at === -1 ? url : url.slice(0, at);
  return {
    method: incoming.method ?? 'GET',
    path: path.startsWith(prefix) ? path.slice(prefix.length) || '/' : path,
    query: at === -1 ? '' : url.slice(at + 1),
    authorization: incoming.headers.authorization,
    cookie: incoming.headers.cookie,
    csrfToken: incoming.headers['csrfpreventiontoken']?.toString(),
    contentType: incoming.headers['content-type'] ?? '',
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
