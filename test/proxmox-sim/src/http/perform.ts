import type { Identity } from '../model/identity.ts';
import { requirePermission } from '../model/permission-check.ts';
import type { Simulator } from '../simulator.ts';
import { wait } from '../simulator.ts';
import { ApiError, die } from './api-error.ts';
import { authenticate } from './authenticate.ts';
import { Listing } from './call.ts';
import type { Method, Param } from './call.ts';
import { decodeForm } from './form.ts';
import { requireQuorum } from './quorum-rules.ts';
import type { Route } from './route.ts';
import { validate } from './validate.ts';
import type { Sent } from './validate.ts';

export interface Request {
  method: string;
  /** Path below `/api2/json`, percent-encoded as sent. */
  path: string;
  query: string;
  authorization: string | undefined;
  cookie?: string | undefined;
  /** The header `CSRFPreventionToken`. */
  csrfToken?: string | undefined;
  contentType: string;
  body: string;
}

export interface Answer {
  status: number;
  statusText: string;
  /** null: empty body. */
  body: string | null;
  /** What follows the body, made while it is sent. */
  rest?: Iterable<string>;
  /** JSON, unless told; null: none is told. */
  contentType?: string | null;
}

/** What the journal wants to know about a call. */
export interface Performed {
  answer: Answer;
  identity: Identity | null;
  sent: Sent;
}

/** Who calls what the whole world may call. */
const nobody: Identity = { user: 'nobody', token: null };

/** Authenticates, checks, runs one call and words the answer as pveproxy does. Never throws. */
export async function perform(sim: Simulator, request: Request, route: Route | null): Promise<Performed> {
  let identity: Identity | null = null;
  let sent: Sent = {};
  try {
    identity = route?.fact.permissions?.user === 'world' ? nobody : authenticate(sim, request);
    if (route === null) throw new ApiError(501, `Method '${request.method} ${decodeURI(request.path)}' not implemented`);
    if (['GET', 'DELETE'].includes(request.method) && request.body !== '')
      throw new ApiError(501, `Unexpected content for method '${request.method}'`);
    sent = { ...decode(request), ...route.pathParams };
    // Observed are only the endpoints that a ticket may call; the text is from general knowledge of the product.
    if (route.fact.allowtoken === 0 && identity.token !== null)
      throw new ApiError(403, `Permission check failed (URI '${request.path}' not available with API token, need proper ticket.\n)`);
    requirePermission({ world: sim.world, identity, params: sent as Record<string, Param> }, route.fact.permissions);
    if (route.fact.proxyto === 'node') await requireNode(sim, route.pathParams['node'] ?? '');
    const params = validate(route.fact, sent);
    await requireQuorum(sim, route.endpoint, params);
    const { method, template, handle } = route.endpoint;
    const data: unknown = await handle({ method: method as Method, template, path: request.path, params, identity, sim, world: sim.world });
    return { answer: success(data), identity, sent };
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) await wait(sim.delays.failedLogin);
    return { answer: failure(error), identity, sent };
  }
}

function decode(request: Request): Sent {
  const query = decodeForm(request.query);
  if (request.body === '') return query;
  return { ...query, ...(/^application\/json\b/.test(request.contentType) ? decodeJson(request.body) : decodeForm(request.body)) };
}

function decodeJson(body: string): Sent {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    // Plain text, no JSON: the server fails before it knows the format of the answer.
    throw new ApiError(500, malformed(body, error as SyntaxError), { plain: true });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) die('JSON body is no object');
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fromJson(item)]));
}

/** Proxmox's parser has several texts; recorded is that of a missing value. */
function malformed(body: string, { message }: SyntaxError): string {
  const at = Number(/at position (\d+)/.exec(message)?.[1] ?? body.trimEnd().length);
  const left = body.slice(at).trimEnd();
  const rest = left === '' ? '(end of string)' : left.length > 20 ? `${left.slice(0, 20)}...` : left;
  const where = 'at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line 934.';
  return `malformed JSON string, neither tag, array, object, number, string or atom, at character offset ${at} (before "${rest}") ${where}`;
}

function fromJson(item: unknown): string | string[] | boolean {
  if (Array.isArray(item)) return item.map(String);
  if (typeof item === 'boolean') return item;
  // Observed: a JSON null is stored as a blank.
  return item === null ? ' ' : String(item);
}

async function requireNode(sim: Simulator, name: string): Promise<void> {
  const node = sim.world.nodes[name];
  if (node === undefined) {
    const why = sim.world.cluster.dns === false ? 'Temporary failure in name resolution' : 'Name or service not known';
    die(`hostname lookup '${name}' failed - failed to get address info for: ${name}: ${why}`);
  }
  if (node.online) return;
  if (node.starting) throw new ApiError(595, 'Connection refused', { bare: true });
  await wait(sim.delays.noRoute);
  throw new ApiError(595, 'No route to host', { bare: true });
}

function success(data: unknown): Answer {
  const body = data instanceof Listing ? { data: data.data, total: data.total } : { data: data ?? null };
  return { status: 200, statusText: 'OK', body: JSON.stringify(body) };
}

function failure(error: unknown): Answer {
  if (!(error instanceof ApiError)) throw error;
  const statusText = error.message.split('\n', 1)[0] ?? '';
  if (error.bare) return { status: error.status, statusText, body: null };
  if (error.plain) return { status: error.status, statusText, body: `${error.message}\n`, contentType: null };
  const message = error.status === 501 ? error.message : `${error.message}\n`;
  return {
    status: error.status,
    statusText,
    body: JSON.stringify({ ...(error.errors === null ? {} : { errors: error.errors }), data: null, message }),
  };
}
