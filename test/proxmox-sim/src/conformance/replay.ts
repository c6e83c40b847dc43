import { readFileSync } from 'node:fs';
import { none } from '../delays.ts';
import { perform } from '../http/perform.ts';
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
  body: { data?: unknown; errors?: Record<string, string> } | '';
}

interface Row {
  volid?: string;
  vmid?: number;
  format?: string;
}

const callers: Record<string, string> = {
  'admin token': 'root@pam!full',
  'tenant token': 'tenant@pve!full',
  'tenant sep token': 'tenant@pve!sep',
  'auditor token': 'auditor@pve!mon',
};

export function readExchanges(name: string): Exchange[] {
  const text = readFileSync(new URL(`../../fixtures/${name}.jsonl`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Exchange);
}

/** Plays recorded exchanges in order and says for each what differs. */
export class Replay {
  readonly world: World;
  private readonly sim: Simulator;
  /** Recorded UPID or lock token -> ours. */
  private readonly translated = new Map<string, string>();
  private readonly secrets = new Map<string, string>();

  constructor(world: World) {
    this.world = world;
    this.sim = new Simulator(world, none);
  }

  async play(exchange: Exchange): Promise<string[]> {
    const { method } = exchange;
    const path = this.translate(exchange.path);
    const encoded = encode(exchange.params, (value) => this.translate(value));
    const inQuery = method === 'GET' || method === 'DELETE';
    const caller = callers[exchange.as];
    const { answer } = await perform(
      this.sim,
      {
        method,
        path,
        query: inQuery ? encoded : '',
        authorization: caller === undefined ? undefined : `PVEAPIToken=${caller}=${this.secrets.get(caller) ?? secret}`,
        contentType: 'application/x-www-form-urlencoded',
        body: inQuery ? '' : encoded,
      },
      findRoute(method, path),
    );
    await this.sim.tasks.drain();
    const body = (answer.body === null ? '' : JSON.parse(answer.body)) as Exchange['body'];
    this.learn(exchange, body);
    return differences(exchange, { ...exchange, status: answer.status, statusText: answer.statusText, body });
  }

  private learn(exchange: Exchange, body: Exchange['body']): void {
    const theirs = exchange.body === '' ? undefined : exchange.body.data;
    const ours = body === '' ? undefined : body.data;
    if (typeof theirs === 'string' && typeof ours === 'string' && (theirs.startsWith('UPID:') || exchange.path.endsWith('/lock')))
      this.translated.set(theirs, ours);
    if (Array.isArray(theirs) && Array.isArray(ours)) this.learnVolumes(theirs as Row[], ours as Row[]);
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

  private translate(text: string): string {
    let result = text;
    for (const [theirs, ours] of this.translated) result = result.replaceAll(theirs, ours);
    return result;
  }
}

function encode(params: Exchange['params'], translate: (value: string) => string): string {
  return Object.entries(params)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(translate(String(item)))}`),
    )
    .join('&');
}

function differences(recorded: Exchange, answered: Exchange): string[] {
  const found: string[] = [];
  if (recorded.status !== answered.status)
    found.push(`status ${answered.status} ${answered.statusText}, recorded ${recorded.status} ${recorded.statusText}`);
  else if (recorded.statusText !== answered.statusText)
    found.push(`status line '${answered.statusText}', recorded '${recorded.statusText}'`);
  if (recorded.body === '' || answered.body === '') {
    if (recorded.body !== answered.body) found.push('one body is empty');
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

const idFields = ['id', 'userid', 'groupid', 'roleid', 'poolid', 'vmid', 'vnet', 'zone', 'subnet', 'ip', 'key', 'iface', 'volid', 'node'];

/**
 * Every recorded key must be there with the same JSON type; how a task ended is compared by value.
 * The first recorded row is compared with ours of the same id, or any of the same kind.
 */
function shapeDifferences(where: string, recorded: unknown, answered: unknown): string[] {
  if (kind(recorded) !== kind(answered)) return [`${where} is ${kind(answered)}, recorded ${kind(recorded)}`];
  if (Array.isArray(recorded) && Array.isArray(answered)) {
    if (recorded.length === 0 || answered.length === 0)
      return recorded.length === answered.length ? [] : [`${where} has ${answered.length} rows, recorded ${recorded.length}`];
    const [first] = recorded;
    const twin = answered.find((row) => sameId(first, row));
    const alike = answered.find((row) => shapeDifferences(where, first, row).length === 0);
    return shapeDifferences(`${where}[0]`, first, twin ?? alike ?? answered[0]);
  }
  if (kind(recorded) !== 'object') return [];
  const ours = answered as Record<string, unknown>;
  return Object.entries(recorded as Record<string, unknown>).flatMap(([key, value]) =>
    key === 'exitstatus' && ours[key] !== value
      ? [`${where}.exitstatus '${String(ours[key])}', recorded '${String(value)}'`]
      : key in ours
        ? shapeDifferences(`${where}.${key}`, value, ours[key])
        : [`${where}.${key} is missing`],
  );
}

function sameId(a: unknown, b: unknown): boolean {
  if (kind(a) !== 'object' || kind(b) !== 'object') return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return idFields.every((field) => one[field] === other[field]);
}

function kind(value: unknown): string {
  return value === null || value === undefined ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
