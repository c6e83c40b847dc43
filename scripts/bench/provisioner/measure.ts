import { availableParallelism } from 'node:os';
import { peakMegabytes } from '../process-cost.ts';
import { head, row } from '../table.ts';
import { startLightClient } from './light-client.ts';
import { approve, ended, place, type EndedOrder } from './orders.ts';
import { overheadMs, proxmoxSpans } from './proxmox-time.ts';
import { startStack, type BenchStack } from './stack.ts';

export interface BenchSize {
  /** Orders that are approved together. */
  orders: number;
  tenants: number;
  /** Orders that go one at a time. */
  single: number;
}

/** Orders one at a time, then all together, on a fresh stack; prints both. */
export async function measure(delays: 'none' | 'realistic', size: BenchSize, say: (line: string) => void): Promise<void> {
  const stack = await startStack(size.tenants, delays);
  try {
    // The first orders show how fast the code becomes, and make what all share: the zone, the role.
    for (let i = 0; i < 3; i += 1) await oneOrder(stack, `warm-${i}`);
    await single(stack, delays, size, say);
    await together(stack, delays, size, say);
  } finally {
    await stack.stop();
  }
}

async function oneOrder(stack: BenchStack, name: string): Promise<EndedOrder> {
  const [id = ''] = await place(stack, [name]);
  await waitsForApproval(stack, id);
  await approve(stack, [id]);
  const [order] = await ended(stack, [id]);
  if (!order) throw new Error(`order ${id} is gone`);
  return order;
}

/** The mail that comes before is no part of the delivery. */
async function waitsForApproval(stack: BenchStack, id: string): Promise<void> {
  const waiting = `select 1 from vigie.order_steps where order_id = $1 and name = 'await-approval' and state = 'waiting'`;
  while (!(await stack.db.query(waiting, [id])).rowCount) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function single(stack: BenchStack, delays: string, { single: count }: BenchSize, say: (line: string) => void): Promise<void> {
  const before = await lastCall(stack);
  const orders: EndedOrder[] = [];
  for (let i = 0; i < count; i += 1) orders.push(await oneOrder(stack, `single-${i}`));
  const calls = await callsSince(stack, before);
  const spans = await proxmoxSpans(stack);
  const wall = orders.map((order) => order.ended - order.approved);
  const own = orders.map((order) => overheadMs(order, spans));
  say(`\nOne at a time, delays ${delays}, ${count} orders; seconds from the approval to the end.\n`);
  say(head('order p50', 'order p99', 'ours p50', 'ours p99', 'API calls per order'));
  say(row(seconds(wall, 0.5), seconds(wall, 0.99), seconds(own, 0.5), seconds(own, 0.99), (calls / count).toFixed(0)));
  say(`\nMedian milliseconds of its steps: ${stepMedians(orders)}`);
}

async function together(stack: BenchStack, delays: string, { orders: count, tenants }: BenchSize, say: (line: string) => void): Promise<void> {
  const ids = await place(stack, Array.from({ length: count }, (_, i) => `load-${i}`));
  const before = await lastCall(stack);
  const cpuBefore = await stack.cpu();
  const first = startLightClient(stack);
  const began = Date.now();
  await approve(stack, ids);
  const approving = await first.stop();
  const approvedIn = (Date.now() - began) / 1000;
  const client = startLightClient(stack);
  const orders = await ended(stack, ids);
  const took = (Date.now() - began) / 1000;
  const http = await client.stop();
  const cores = Object.entries(await stack.cpu()).map(([part, now]) => [part, (now - (cpuBefore[part] ?? 0)) / took] as const);
  const cpu = new Map(cores).get('daemon') ?? NaN;
  const calls = await callsSince(stack, before);
  const build = orders.map((order) => order.ended - order.begun);
  say(`\nTogether, delays ${delays}, ${count} orders of ${tenants} tenants, one at a time for each tenant; a client asks ten times in a second.\n`);
  say(head('orders per minute', 'first step to end p50 s', 'p99 s', 'API calls per order', 'CPU s per order', 'CPU cores', 'peak MB', ...[...http.keys()].map((path) => `${path} p50 / p99 ms`)));
  say(
    row(
      ...[((count / took) * 60).toFixed(0), seconds(build, 0.5), seconds(build, 0.99), (calls / count).toFixed(0)],
      ...[((cpu * took) / count).toFixed(2), cpu.toFixed(2), peakMegabytes(stack.pid).toFixed(0), ...[...http.values()].map(pages)],
    ),
  );
  say(`\nBefore that, in the ${approvedIn.toFixed(0)} s in which they were approved as well: ${[...approving].map(([path, times]) => `${path} ${pages(times)}`).join(', ')} ms`);
  say(`\nCPU cores of each part, of ${availableParallelism()}: ${cores.map(([part, used]) => `${part} ${used.toFixed(2)}`).join(', ')}`);
  say(`\nMedian milliseconds of its steps: ${stepMedians(orders)}`);
}

function stepMedians(orders: EndedOrder[]): string {
  const named = Map.groupBy(orders.flatMap(({ steps }) => steps), ({ name }) => name);
  named.delete('await-approval');
  return [...named].map(([name, list]) => `${name} ${quantile(list.map(({ ms }) => ms), 0.5).toFixed(0)}`).join(', ');
}

const lastCall = async (stack: BenchStack) => (await stack.simulator<{ seq: number }[]>('/journal')).at(-1)?.seq ?? 0;
/** The numbers run on, while the journal itself keeps the last calls only. */
const callsSince = async (stack: BenchStack, seq: number) => (await lastCall(stack)) - seq;

const pages = (times: number[]) => `${quantile(times, 0.5).toFixed(0)} / ${quantile(times, 0.99).toFixed(0)}`;

const seconds = (milliseconds: number[], q: number) => (quantile(milliseconds, q) / 1000).toFixed(2);

function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}
