import { Listing } from '../../http/call.ts';
import { decodeForm } from '../../http/form.ts';
import type { Answer, Performed, Request } from '../../http/perform.ts';
import { routeFinder } from '../../http/route.ts';
import type { RouteOf } from '../../http/route.ts';
import type { Identity } from '../../model/identity.ts';
import type { Simulator } from '../../simulator.ts';
import { wait } from '../../simulator.ts';
import { textParam } from '../call.ts';
import type { PbsCall, PbsEndpoint, PbsParam } from '../call.ts';
import { checkPbsPermission } from '../model/pbs-permissions.ts';
import { pbsEndpoints } from '../registry.ts';
import { Rows } from '../rows.ts';
import { pbsNode } from '../task-book.ts';
import { Versioned } from '../versioned.ts';
import { authenticatePbs } from './pbs-authenticate.ts';
import { PbsError } from './pbs-error.ts';
import { pbsFact } from './pbs-facts.ts';
import { validatePbs } from './pbs-validate.ts';

type Sent = Record<string, string | string[] | boolean>;

export const findPbsRoute = routeFinder(pbsEndpoints);

/** Authenticates, checks, runs one call and words the answer as proxmox-backup-proxy does. Never throws for the caller's mistakes. */
export async function performPbs(sim: Simulator, request: Request, route: RouteOf<PbsEndpoint> | null): Promise<Performed> {
  let identity: Identity | null = null;
  let sent: Sent = {};
  try {
    const { world } = sim;
    identity = isOpen(route) ? anyone : authenticatePbs(world.pbs, request.authorization);
    if (route === null) throw new PbsError(404, `Path '/api2/json${request.path}' not found.`);
    const { method, template, handle } = route.endpoint;
    sent = { ...decodeForm(request.query), ...decodeBody(request), ...route.pathParams };
    const fact = pbsFact(method, template);
    const call: PbsCall = { params: sent as Record<string, PbsParam>, identity, sim, world, pbs: world.pbs };
    checkPbsPermission(call, fact.permissions);
    call.params = validatePbs(fact.params, sent);
    if (template.startsWith('/nodes/{node}')) requireNode(call);
    return { answer: success(await handle(call)), identity, sent };
  } catch (error) {
    if (!(error instanceof PbsError)) throw error;
    if (error.status === 401) await wait(sim.delays.failedLogin);
    return { answer: pbsFailure(error.status, error.message), identity, sent };
  }
}

/** Whom an endpoint does not know that is open to the world. */
const anyone: Identity = { user: 'nobody@pbs', token: null };

function isOpen(route: RouteOf<PbsEndpoint> | null): boolean {
  return (
    route !== null && (pbsFact(route.endpoint.method, route.endpoint.template).permissions as { user?: string } | null)?.user === 'world'
  );
}

/** A backup server is its own and only node. */
function requireNode(call: PbsCall): void {
  const node = textParam(call, 'node');
  if (node !== 'localhost' && node !== pbsNode) throw new PbsError(400, `parameter verification failed - 'node': no such node '${node}'`);
}

function decodeBody({ body, contentType }: Request): Sent {
  if (body === '') return {};
  if (!/^application\/json\b/.test(contentType)) return decodeForm(body);
  try {
    return JSON.parse(body) as Sent;
  } catch {
    throw new PbsError(400, 'error parsing JSON body');
  }
}

function success(data: unknown): Answer {
  const ok = { status: 200, statusText: 'OK' };
  if (!(data instanceof Rows))
    return { ...ok, body: JSON.stringify(data instanceof Listing || data instanceof Versioned ? data : { data: data ?? null }) };
  const rest = data.body();
  return { ...ok, body: rest.next().value ?? '', rest };
}

const phrases: Record<number, string> = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' };

/** The reason phrase is the usual one; the text is the body. */
export function pbsFailure(status: number, text: string): Answer {
  return { status, statusText: phrases[status] ?? 'Internal Server Error', body: text, contentType: 'text/plain' };
}
