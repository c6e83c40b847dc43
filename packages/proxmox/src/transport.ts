import type { ApiEndpoint } from './agent.ts';
import { readAnswer, type ReadBody } from './answer.ts';
import { eachRow } from './each-row.ts';
import type { RowScanner } from './row-scanner.ts';
import { createEndpoints, type Endpoint } from './endpoints.ts';
import { ProxmoxError, type Clearing, type FailedOutcome } from './errors.ts';
import { exchange, type ReceivedAnswer } from './exchange.ts';
import { ExchangeError } from './exchange-error.ts';
import { encodeForm } from './form.ts';
import { fillTemplate, type CallPath } from './path.ts';
import type { ApiToken, Product } from './product.ts';
import { redactor } from './redact.ts';
import { retryLocked } from './retry-locked.ts';
import { createSlots } from './slots.ts';

/** How one call ended. `status` is null when there was no answer; `seconds` include waiting for a slot. */
export interface TransportReport {
  method: string;
  template: string;
  outcome: 'accepted' | FailedOutcome;
  status: number | null;
  seconds: number;
}

export interface TransportOptions {
  /** What is spoken to, for messages: `cluster demo`. */
  name: string;
  /** Tried from the one that worked last; the next is tried only when nothing was sent. */
  endpoints: ApiEndpoint[];
  token: ApiToken;
  /** For one call, waiting for a slot included; default 30 s, the limit of Proxmox's own proxy. */
  timeoutMs?: number;
  /** Calls at once for each node, and for calls that concern no node for each endpoint; default 3, the workers of a daemon. */
  perNodeConcurrency?: number;
  /** For how long a change that is refused for a lock is sent again, each attempt with its own `timeoutMs`; default 15 s, 0 for never. */
  lockRetryMs?: number;
  /** Hears of every call that was tried; must not throw. */
  onCall?: (call: TransportReport) => void;
  /** Hears what was found out of each call of unknown outcome; must not throw. */
  onCleared?: (how: Clearing) => void;
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** An API of Proxmox. Calls throw ProxmoxError, whose `outcome` says whether anything may have happened. */
export interface Api {
  /** Template as the API viewer writes it, such as `/cluster/sdn/lock`; path values raw. Gives the `data` of the answer. */
  call<T>(
    method: HttpMethod,
    template: string,
    pathParams: Record<string, string | number>,
    params?: Record<string, unknown>,
  ): Promise<T>;
  /** A GET whose answer is a list, which may be long: `each` is called while `rows` is at each element. */
  list(template: string, pathParams: Record<string, string | number>, rows: RowScanner, each: () => void): Promise<void>;
  /** Ends the connections; calls under way fail. */
  close(): Promise<void>;
}

/** The same, for a path that is filled already. */
export interface Transport extends Api {
  run(method: string, path: CallPath, params: Record<string, unknown>, read?: ReadBody): Promise<unknown>;
}

// pveproxy refuses longer bodies with a 501 that speaks of something else.
const maxFormBytes = 512 * 1024;

// pveproxy closes an idle connection after 5 s: ours must be gone before, or a POST could be written into a closing one.
const idleMs = 3500;
const connectMs = 5000;

export function createTransport(product: Product, options: TransportOptions): Transport {
  const { name, token, timeoutMs = 30_000, perNodeConcurrency = 3, lockRetryMs = 15_000, onCall, onCleared } = options;
  const endpoints = createEndpoints(options.endpoints, { connectMs: Math.min(connectMs, timeoutMs), idleMs }, product.words);
  const slots = createSlots(perNodeConcurrency);
  const authorization = product.authorization(token);
  const running = new Map<AbortController, Promise<unknown>>();
  const closing = new AbortController();
  const isLocked = (error: unknown) => error instanceof ProxmoxError && error.method !== 'GET' && product.isLocked(error.status, error.reason);

  async function send(method: string, path: CallPath, form: string, signal: AbortSignal): Promise<ReceivedAnswer> {
    const inQuery = method === 'GET' || method === 'DELETE';
    const attempt = (endpoint: Endpoint) =>
      slots.run(path.node === null ? `endpoint ${endpoint.host}` : `node ${path.node}`, signal, () =>
        exchange(
          {
            agent: endpoint.agent,
            url: new URL(`${endpoint.origin}/api2/json${path.path}${inQuery && form !== '' ? `?${form}` : ''}`),
            method,
            headers: {
              authorization,
              accept: 'application/json',
              ...(!inQuery && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(form.length) }),
            },
            body: inQuery ? null : form,
          },
          signal,
        ),
      );
    try {
      return await endpoints.attempt(attempt);
    } catch (error) {
      // A reset is what a restarting pveproxy looks like; reading twice is harmless, writing twice is not.
      if (method === 'GET' && error instanceof ExchangeError && error.reset) return endpoints.attempt(attempt);
      throw error;
    }
  }

  async function tried(method: string, path: CallPath, form: string, redact: (text: string) => string, read?: ReadBody): Promise<unknown> {
    const about = { method, template: path.template, path: path.path };
    const deadline = new AbortController();
    const late = () => deadline.abort(new ExchangeError('timeout', `no answer within ${timeoutMs / 1000} s`, { sent: false }));
    const timer = setTimeout(late, timeoutMs);
    const started = performance.now();
    const report = (outcome: TransportReport['outcome'], status: number | null) =>
      onCall?.({ method, template: path.template, outcome, status, seconds: (performance.now() - started) / 1000 });
    const answering = send(method, path, form, deadline.signal);
    running.set(deadline, answering);
    try {
      const answer = await answering;
      const data = readAnswer(product, about, answer, redact, read);
      answer.release();
      report('accepted', answer.status);
      return data;
    } catch (error) {
      const failure = error instanceof ExchangeError ? unanswered(about, error, redact) : error;
      if (failure instanceof ProxmoxError) {
        report(failure.outcome, failure.status);
        if (onCleared) failure.tellWhenCleared(onCleared);
      }
      throw failure;
    } finally {
      clearTimeout(timer);
      running.delete(deadline);
    }
  }

  async function run(method: string, path: CallPath, params: Record<string, unknown>, read?: ReadBody): Promise<unknown> {
    if (closing.signal.aborted) throw new Error(`the client of ${name} is closed`);
    const form = prepare(method, path, params);
    const redact = redactor(token.secret, params);
    return retryLocked(() => tried(method, path, form, redact, read), isLocked, { deadlineMs: lockRetryMs, signal: closing.signal });
  }

  return {
    run,
    call: <T>(method: HttpMethod, template: string, pathParams: Record<string, string | number>, params: Record<string, unknown> = {}) =>
      run(method, fillTemplate(template, pathParams), params) as Promise<T>,
    async list(template, pathParams, rows, each) {
      await run('GET', fillTemplate(template, pathParams), {}, ({ pieces }) => (eachRow(pieces, rows, each) ? { data: undefined } : null));
    },
    async close() {
      closing.abort();
      const ends = [...running.values()];
      for (const call of running.keys()) call.abort(new ExchangeError('other', 'the client was closed', { sent: false }));
      endpoints.close();
      await Promise.allSettled(ends);
    },
  };
}

/** The form to send. What cannot be sent as it is meant is a refused call, like what Proxmox itself would refuse. */
function prepare(method: string, path: CallPath, params: Record<string, unknown>): string {
  const refuse = (reason: string) =>
    new ProxmoxError({ outcome: 'refused', kind: 'invalid', status: null, method, template: path.template, path: path.path, reason });
  if (path.unfit !== null) throw refuse(path.unfit);
  try {
    const form = encodeForm(params);
    if (form.length <= maxFormBytes) return form;
  } catch (error) {
    throw error instanceof TypeError ? refuse(error.message) : error;
  }
  throw refuse(`the parameters are longer than ${maxFormBytes / 1024} KiB`);
}

function unanswered(about: { method: string; template: string; path: string }, error: ExchangeError, redact: (text: string) => string) {
  const outcome = error.sent && about.method !== 'GET' ? 'unknown' : 'refused';
  return new ProxmoxError({ ...about, outcome, kind: error.kind, status: null, reason: redact(error.message) });
}
