import type { Daemon } from '../harness/daemon.ts';
import { startGate, type Gate } from '../harness/gate.ts';
import { startReplicas, type Replicas } from '../harness/replicas.ts';
import { simulatorOf } from '../harness/simulator.ts';
import { until } from '../harness/until.ts';

let on: Replicas;
const running = new Map<string, Daemon>();
let gate: Gate | undefined;
const placed: string[] = [];

beforeAll(async () => {
  on = await startReplicas(6);
}, 240_000);

afterAll(async () => {
  await gate?.close();
  await on?.stop();
}, 120_000);

/** The replica of that name, started unless it runs. */
async function replica(name: string): Promise<Daemon> {
  const known = running.get(name);
  if (known) return known;
  const daemon = await on.start(name, name === 'b' ? gate?.port : undefined);
  running.set(name, daemon);
  void daemon.exited.then(() => running.delete(name));
  return daemon;
}

/** Both, one after the other: they share the keys that the first one makes. */
const both = async () => [await replica('a'), await replica('b')] as const;

/** Orders that each tenant places and the operator approves, through the replica given. */
async function place(through: Daemon, names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [i, name] of names.entries()) {
    const created = await on.api(through, on.tenants[i % on.tenants.length]!).post('/orders', { offer: 'standard', name, network: 'default' });
    expect(created.status).toBe(201);
    expect((await on.api(through, 'operator').post(`/orders/${created.body.id}/approve`)).status).toBe(202);
    ids.push(created.body.id);
  }
  placed.push(...ids);
  return ids;
}

/** The orders that a replica is building. */
async function builtBy(name: string): Promise<string[]> {
  const { rows } = await on.db.query<{ id: string }>(
    `select split_part(workflow_uuid, '/', 1) as id from dbos.workflow_status where name = 'build' and status = 'PENDING' and executor_id = $1`,
    [name],
  );
  return rows.map(({ id }) => id);
}

/** Waits until the replica builds some orders, and one of them is at the step. */
const midOrder = (name: string, step: string, seconds: number) =>
  until(`replica ${name} to be at ${step}`, async () => {
    const { rowCount } = await on.db.query(`select 1 from vigie.order_steps where order_id = any($1) and name = $2 and state = 'running'`, [
      await builtBy(name),
      step,
    ]);
    return rowCount ? true : undefined;
  }, seconds);

/** Places orders, so many at a time, until the replica is at the step of one: which replica takes an order is chance. */
async function placeUntil(through: Daemon, label: string, count: number, at: { replica: string; step: string }): Promise<string[]> {
  const ids: string[] = [];
  for (let round = 1; ; round += 1) {
    ids.push(...(await place(through, Array.from({ length: count }, (_, i) => `${label}-${round}-${i}`))));
    const isThere = await midOrder(at.replica, at.step, 30).catch((error: unknown) => (round < 5 ? false : Promise.reject(error as Error)));
    if (isThere) return ids;
  }
}

const attempts = async (ids: string[]) =>
  (await on.db.query<{ sum: number }>('select sum(attempts)::int as sum from vigie.order_steps where order_id = any($1)', [ids])).rows[0]!.sum;

/** Waits until a step of these orders, which nobody runs any more, is begun; prints after how long. */
async function takenOver(ids: string[], how: string): Promise<void> {
  expect(ids).not.toHaveLength(0);
  const before = await attempts(ids);
  const since = performance.now();
  await until('a step of an order that was taken over', async () => ((await attempts(ids)) > before ? true : undefined));
  process.stderr.write(`${how}: ${ids.length} orders taken over, their first step after ${((performance.now() - since) / 1000).toFixed(1)} s\n`);
}

/** Waits for the orders' end, and wants them delivered. */
async function delivered(ids: string[]): Promise<void> {
  const rows = await until(
    'the orders to end',
    async () => {
      const found = (await on.db.query<{ state: string }>('select state from vigie.orders where id = any($1)', [ids])).rows;
      return found.every(({ state }) => ['done', 'failed'].includes(state)) ? found : undefined;
    },
    240,
  );
  const { rows: failed } = await on.db.query(`select order_id, name, message from vigie.order_steps where order_id = any($1) and state = 'failed'`, [ids]);
  expect(failed).toEqual([]);
  expect(rows.map(({ state }) => state)).toEqual(ids.map(() => 'done'));
}

test('a second replica of the same name refuses to start, and says what to do', async () => {
  await replica('a');
  await expect(on.start('a')).rejects.toThrow(
    'another daemon runs as replica "a" on this database: stop it, or set provisioner.replica to another name',
  );
}, 60_000);

test('one is killed with -9 in mid-order: the other finishes all orders', async () => {
  const [a] = await both();
  const ids = await placeUntil(a, 'first', 12, { replica: 'a', step: 'clone-template' });
  await a.kill();
  await takenOver(await builtBy('a'), 'kill -9');
  await delivered(ids);
}, 300_000);

test('the killed one comes back, and takes over when the other is killed', async () => {
  const [, b] = await both();
  const ids = await placeUntil(b, 'second', 6, { replica: 'b', step: 'confirm-agent' });
  await b.kill();
  await takenOver(await builtBy('b'), 'kill -9 of the other');
  await delivered(ids);
}, 300_000);

test('one that does not hear from the database ends itself while the other goes on', async () => {
  await running.get('b')?.stop();
  gate = await startGate(Number(new URL(on.db.url).port));
  const [a, b] = await both();
  const ids = await placeUntil(a, 'third', 6, { replica: 'b', step: 'clone-template' });
  gate.hang();
  expect(await b.exited).toBe(1);
  await gate.close();
  gate = undefined;
  await takenOver(await builtBy('b'), 'no word from the database');
  await delivered(ids);
}, 300_000);

test('one whose liveness is cut off by the database ends itself at once', async () => {
  const [a, b] = await both();
  await on.db.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7001 and objid = hashtext('b')::oid`,
  );
  expect(await b.exited).toBe(1);
  expect((await on.api(a, 'operator').get('/orders')).status).toBe(200);
}, 60_000);

test('one is told to stop: what it is doing ends, nothing is done again, the rest is taken over', async () => {
  const [a, b] = await both();
  const ids = await placeUntil(a, 'fourth', 12, { replica: 'b', step: 'clone-template' });
  expect(await builtBy('b')).not.toHaveLength(0);
  expect(await b.stop()).toBe(0);
  await delivered(ids);
  // A step that outlasts the drain is begun again by the other one; the calls that change something are counted below.
  if (b.log().includes('steps that take long are left as they are')) return;
  const { rows } = await on.db.query(`select order_id, name from vigie.order_steps where order_id = any($1) and attempts > 1 and name <> 'await-approval'`, [ids]);
  expect(rows).toEqual([]);
}, 300_000);

test('after all of it nothing was done twice', async () => {
  const { rows: vms } = await on.db.query<{ vmid: number; name: string }>('select vmid, name from vigie.vms');
  expect(placed).not.toHaveLength(0);
  expect(vms).toHaveLength(placed.length);
  const simulator = simulatorOf(on.control);
  const guests = Object.keys((await simulator.state()).guests).map(Number).filter((vmid) => vmid >= 20_000);
  expect(guests.sort()).toEqual(vms.map(({ vmid }) => vmid).sort());

  const changes = (await simulator.journal()).filter(({ method }) => method !== 'GET');
  const times = (template: string, vmid: (entry: any) => unknown) =>
    Map.groupBy(changes.filter((entry) => entry.template === `/nodes/{node}/qemu/{vmid}/${template}`), (entry) => Number(vmid(entry)));
  const vmidOf = ({ path }: { path: string }) => /\/qemu\/(\d+)\//.exec(path)?.[1];
  const once = new Map(vms.map(({ vmid }) => [vmid, 1]));
  const count = (calls: Map<number, unknown[]>) => new Map([...calls].map(([vmid, list]) => [vmid, list.length]));
  expect(count(times('clone', ({ params }) => params.newid))).toEqual(once);
  expect(count(times('status/start', vmidOf))).toEqual(once);
  expect(count(times('resize', vmidOf))).toEqual(once);

  // One that was being handed over when its daemon was killed may not have arrived, and is never sent again.
  const doubtful = await until('no mail to wait', async () => {
    const { rows } = await on.db.query<{ state: string; key: string }>('select state, dedupe_key as key from vigie.mail_outbox');
    return rows.some(({ state }) => state === 'waiting') ? undefined : rows.filter(({ state }) => state === 'doubtful').map(({ key }) => key);
  });
  const mails = (await (await fetch(`${on.mail}/api/messages`)).json()) as { to: string[]; subject: string; text: string }[];
  const doubled = [...Map.groupBy(mails, (mail) => JSON.stringify([mail.to, mail.subject, mail.text]))].filter(([, list]) => list.length > 1);
  expect(doubled).toEqual([]);
  const access = vms.map(({ name }) => mails.filter(({ text }) => text.includes('ssh ') && new RegExp(`\\b${name}\\b`).test(text)).length);
  expect(access.filter((arrived) => arrived > 1)).toEqual([]);
  expect(access.filter((arrived) => arrived === 0).length).toBeLessThanOrEqual(doubtful.filter((key) => key.endsWith('mail-access')).length);
}, 60_000);
