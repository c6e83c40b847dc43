import { none } from '../delays.ts';
import { Holds } from './holds.ts';
import type { Hold } from './holds.ts';
import { perform } from '../http/perform.ts';
import type { Request } from '../http/perform.ts';
import { findRoute } from '../http/route.ts';
import { Simulator } from '../simulator.ts';
import { secret } from './recorded-world.ts';
import type { World } from '../state/world.ts';

/** One recorded exchange, as kept in `fixtures/`. */
export interface Exchange {
  seq: number;
  method: string;
  path: string;
  params: Record<string, string | number | (string | number)[]>;
  as: string;
  status: number;
  statusText: string;
  /** Without a body '', where it is no JSON the begin of its text. */
  body: { data?: unknown; errors?: Record<string, string> } | string;
  /** Sent instead of a form. */
  sentBody?: string;
  sentContentType?: string;
}

interface Row {
  upid?: string;
  type?: string;
  id?: string;
  node?: string;
  volid?: string;
  vmid?: number;
  format?: string;
}

/** The header of a call that must fail, by what the recording says about it. */
const badTokens: Record<string, string> = {
  'wrong token value': 'root@pam!full=11111111-1111-4111-8111-111111111111',
  'token of an unknown user': `nobody@pve!full=${secret}`,
  'malformed token': 'nonsense',
};

const callers: Record<string, string> = {
  'admin token': 'root@pam!full',
  'tenant token': 'tenant@pve!full',
  'tenant sep token': 'tenant@pve!sep',
  'auditor token': 'auditor@pve!mon',
};

/** Who calls with a ticket; `csrfToken`: another one than was given with the ticket. */
const logins: Record<string, { user: string; csrfToken?: string }> = {
  ticket: { user: 'root@pam' },
  'tenant ticket': { user: 'tenant@pve' },
  'ticket without CSRF token': { user: 'root@pam', csrfToken: '' },
  'ticket with a wrong CSRF token': { user: 'root@pam', csrfToken: '00000000:nonsense' },
};

type Credentials = Pick<Request, 'authorization' | 'cookie' | 'csrfToken'>;

/** Plays recorded exchanges in order and says for each what differs. */
export class Replay {
  readonly world: World;
  readonly sim: Simulator;
  private readonly holds: Holds;
  /** Recorded UPID or lock token -> ours. */
  private readonly translated = new Map<string, string>();
  /** Tasks that only calls would have started which cannot be played. */
  private readonly unplayed = new Set<string>();
  private readonly secrets = new Map<string, string>();
  /** Recorded process id inside a guest -> ours. */
  private readonly processes = new Map<string, string>();

  constructor(world: World, holds: readonly Hold[] = []) {
    this.world = world;
    // A timeout of a lock is seen in some recordings; ten seconds of it are half a second here.
    this.sim = new Simulator(world, { ...none, lockSecond: 50 });
    this.holds = new Holds(holds);
    this.sim.tasks.beforeWait = (upid, nth) => this.holds.stop(upid, nth);
  }

  /** Before what precedes an exchange: tasks that were kept running until then end. */
  async advance(seq: number): Promise<void> {
    if (this.holds.release(seq)) await this.settled();
  }

  private async settled(): Promise<void> {
    await this.holds.arrived();
    await this.sim.tasks.drain(this.holds.open);
  }

  /** Why an exchange cannot be played; null: it can. To be asked in order, as `play`. */
  cannotAsk({ method, path, status, body }: Exchange): string | null {
    const reason = this.unplayable(method, path, status);
    const upid = dataOf(body);
    if (reason !== null && typeof upid === 'string' && upid.startsWith('UPID:')) this.unplayed.add(upid);
    return reason;
  }

  private unplayable(method: string, path: string, status: number): string | null {
    if ([...this.unplayed].some((upid) => path.includes(upid))) return 'the task of a call that was not replayed';
    return status === 501 || findRoute(method, path) !== null ? null : 'an endpoint that is not offered';
  }

  /** `settle`: false when the next call was sent before the server had begun with what this one started. */
  async play(exchange: Exchange, settle = true): Promise<string[]> {
    const { method, sentBody, sentContentType } = exchange;
    this.learnUnnamed(exchange.path);
    const path = this.translate(exchange.path);
    const encoded = encode(exchange.params, (name, value) => (name === 'pid' ? this.processes.get(value) : undefined) ?? this.translate(value));
    const inQuery = method === 'GET' || method === 'DELETE';
    const { answer } = await perform(
      this.sim,
      {
        method,
        path,
        query: inQuery ? encoded : '',
        ...this.credentials(exchange.as),
        contentType: sentContentType ?? 'application/x-www-form-urlencoded',
        body: sentBody ?? (inQuery ? '' : encoded),
      },
      findRoute(method, path),
    );
    const body = parsed(answer.body);
    const started = dataOf(body);
    if (typeof started === 'string') this.holds.take(exchange.seq, started);
    if (settle) await this.settled();
    this.learn(exchange, body);
    return differences(this.inOurWords(exchange), { ...exchange, status: answer.status, statusText: answer.statusText, body });
  }

  private credentials(as: string): Credentials {
    const login = logins[as];
    if (login !== undefined) {
      const { ticket, CSRFPreventionToken } = this.sim.tickets.issue(login.user);
      return { authorization: undefined, cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}`, csrfToken: login.csrfToken ?? CSRFPreventionToken };
    }
    const bad = badTokens[as];
    if (bad !== undefined) return { authorization: `PVEAPIToken=${bad}` };
    const caller = callers[as];
    return { authorization: caller === undefined ? undefined : `PVEAPIToken=${caller}=${this.secrets.get(caller) ?? secret}` };
  }

  private learn(exchange: Exchange, body: Exchange['body']): void {
    const theirs = dataOf(exchange.body);
    const ours = dataOf(body);
    if (typeof theirs === 'string' && typeof ours === 'string' && (theirs.startsWith('UPID:') || exchange.path.endsWith('/lock')))
      this.translated.set(theirs, ours);
    if (Array.isArray(theirs) && Array.isArray(ours)) {
      this.learnVolumes(theirs as Row[], ours as Row[]);
      this.learnTasks(theirs as Row[], ours as Row[]);
    }
    const [process, ownProcess] = [theirs, ours] as ({ pid?: number } | undefined)[];
    if (exchange.path.endsWith('/agent/exec') && process?.pid !== undefined && ownProcess?.pid !== undefined)
      this.processes.set(String(process.pid), String(ownProcess.pid));
    const token = ours as { 'full-tokenid'?: string; value?: string } | undefined;
    if (token?.['full-tokenid'] !== undefined && token.value !== undefined) this.secrets.set(token['full-tokenid'], token.value);
  }

  /** A backup is named after its second. Recorded ones of the same second are one file, here each has a second of its own: the last stands for all. */
  private learnVolumes(theirs: readonly Row[], ours: readonly Row[]): void {
    for (const { volid, vmid, format } of theirs) {
      const name = volid?.split('/').at(-1) ?? '';
      const twin = ours
        .findLast((row) => row.vmid === vmid && row.format === format)
        ?.volid?.split('/')
        .at(-1);
      if (/^vzdump-/.test(name) && twin !== undefined && !this.translated.has(name)) this.translated.set(name, twin);
    }
  }

  /** Tasks that nobody called for by name (a reload on each node) are met in a list first: the newest of ours with the same type and node. */
  private learnTasks(theirs: readonly Row[], ours: readonly Row[]): void {
    for (const { upid, type, id, node } of theirs) {
      if (upid === undefined || this.translated.has(upid)) continue;
      const met = new Set(this.translated.values());
      const twin = ours.find((row) => row.type === type && row.id === id && row.node === node && !met.has(row.upid ?? ''))?.upid;
      if (twin !== undefined) this.translated.set(upid, twin);
    }
  }

  /** The recorded answer with our names of backups in place of theirs, which exit statuses tell. */
  private inOurWords(exchange: Exchange): Exchange {
    if (typeof exchange.body === 'string') return exchange;
    let text = JSON.stringify(exchange.body);
    for (const [theirs, ours] of this.translated) if (theirs.startsWith('vzdump-')) text = text.replaceAll(theirs, ours);
    return { ...exchange, body: JSON.parse(text) as Exchange['body'] };
  }

  /** One that is asked for without having been in a list: the first of its kind that began after the last task known to be older. */
  private learnUnnamed(path: string): void {
    const theirs = /UPID:[^/]+/.exec(path)?.[0] ?? '';
    if (theirs === '' || this.translated.has(theirs) || this.world.tasks.some(({ upid }) => upid === theirs)) return;
    const [, node, , , , type, id] = theirs.split(':');
    const [before] = [...this.translated.keys()]
      .filter((upid) => upid.startsWith('UPID:') && startOf(upid) <= startOf(theirs))
      .sort((a, b) => startOf(b) - startOf(a));
    const older = this.world.tasks.findIndex(({ upid }) => upid === this.translated.get(before ?? ''));
    const met = new Set(this.translated.values());
    const twin = this.world.tasks
      .slice(0, Math.max(0, older))
      .findLast((task) => task.node === node && task.type === type && task.id === id && !met.has(task.upid));
    if (twin !== undefined) this.translated.set(theirs, twin.upid);
  }

  private translate(text: string): string {
    let result = text;
    for (const [theirs, ours] of this.translated) result = result.replaceAll(theirs, ours);
    return result;
  }
}

/** Of a recorded UPID, in seconds since 1970. */
function startOf(upid: string): number {
  return Number.parseInt(upid.split(':')[4] ?? '', 16);
}

/** An error before the format of the answer is known is plain text. */
function parsed(body: string | null): Exchange['body'] {
  return body?.startsWith('{') === true ? (JSON.parse(body) as Exchange['body']) : (body ?? '');
}

function dataOf(body: Exchange['body']): unknown {
  return typeof body === 'string' ? undefined : body.data;
}

function encode(params: Exchange['params'], translate: (name: string, value: string) => string): string {
  return Object.entries(params)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(translate(name, String(item)))}`),
    )
    .join('&');
}

function differences(recorded: Exchange, answered: Exchange): string[] {
  const found: string[] = [];
  if (recorded.status !== answered.status)
    found.push(`status ${answered.status} ${answered.statusText}, recorded ${recorded.status} ${recorded.statusText}`);
  else if (withoutPid(recorded.statusText) !== withoutPid(answered.statusText))
    found.push(`status line '${answered.statusText}', recorded '${recorded.statusText}'`);
  if (typeof recorded.body === 'string' || typeof answered.body === 'string') {
    const alike = typeof recorded.body === 'string' && typeof answered.body === 'string' && answered.body.startsWith(recorded.body);
    if (!alike || (recorded.body === '') !== (answered.body === '')) found.push('one body is empty, or their texts differ');
    return found;
  }
  if (JSON.stringify(sorted(recorded.body.errors)) !== JSON.stringify(sorted(answered.body.errors))) {
    found.push(`errors ${JSON.stringify(answered.body.errors)}, recorded ${JSON.stringify(recorded.body.errors)}`);
  }
  return recorded.status === answered.status ? [...found, ...shapeDifferences('data', recorded.body.data, answered.body.data)] : found;
}

function sorted(errors: Record<string, string> | undefined): [string, string][] | null {
  return errors === undefined ? null : Object.entries(errors).sort();
}

const idFields = ['id', 'sid', 'group', 'storage', 'rule', 'metric', 'name', 'upid', 'userid', 'groupid', 'roleid', 'poolid', 'vmid', 'vnet', 'zone', 'subnet', 'ip', 'key', 'iface', 'volid', 'node', 'path'];

/**
 * Every recorded key must be there with the same JSON type; how a task ended is compared by value.
 * Each recorded row is compared with ours of the same id, or any of the same kind.
 */
function shapeDifferences(where: string, recorded: unknown, answered: unknown): string[] {
  if (kind(recorded) !== kind(answered)) return [`${where} is ${kind(answered)}, recorded ${kind(recorded)}`];
  if (Array.isArray(recorded) && Array.isArray(answered)) {
    if (recorded.length === 0 || answered.length === 0)
      return recorded.length === answered.length ? [] : [`${where} has ${answered.length} rows, recorded ${recorded.length}`];
    return recorded.flatMap((row, index) => {
      const twin = answered.find((other) => sameId(row, other));
      const alike = answered.find((other) => shapeDifferences(where, row, other).length === 0);
      return shapeDifferences(`${where}[${index}]`, row, twin ?? alike ?? answered[0]);
    });
  }
  if (kind(recorded) !== 'object') return [];
  const ours = answered as Record<string, unknown>;
  return Object.entries(recorded as Record<string, unknown>).flatMap(([key, value]) =>
    key === 'exitstatus' && withoutPid(ours[key]) !== withoutPid(value)
      ? [`${where}.exitstatus '${String(ours[key])}', recorded '${String(value)}'`]
      : key in ours
        ? shapeDifferences(`${where}.${key}`, value, ours[key])
        : [`${where}.${key} is missing`],
  );
}

/** Files that a process writes for a while are named after it; and the recorded qemu-img was wrapped, which its texts show. */
function withoutPid(text: unknown): string {
  return String(text)
    .replaceAll(/\.tmp\.\d+/g, '.tmp.PID')
    .replaceAll(/vzdumptmp\d+/g, 'vzdumptmpPID')
    .replaceAll('qemu-img.real', 'qemu-img');
}

function sameId(a: unknown, b: unknown): boolean {
  if (kind(a) !== 'object' || kind(b) !== 'object') return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return idFields.every((field) => one[field] === other[field]);
}

function kind(value: unknown): string {
  return value === null || value === undefined ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
