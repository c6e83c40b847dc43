import type { PveReader } from '../pve-reader.ts';
import type { BackgroundRead } from './background.ts';
import type { BackgroundCollector, Known, WorkItem } from './background-collector.ts';
import { PassDeadlineError } from './pass-deadline-error.ts';
import type { Turns } from './turns.ts';

type Reading<Item extends WorkItem, Value> = Pick<
  BackgroundCollector<Item, Value>,
  'nodeFailures' | 'read' | 'deadlineSeconds' | 'itemsPerPass'
>;

export interface Pass<Value> {
  reader: PveReader;
  /** What earlier passes read; null before the first. */
  last: Known<Value> | null;
  concurrency: number;
  turns: Turns;
  /** A clock in milliseconds. */
  now: () => number;
}

/**
 * One pass over the items, at most `concurrency` at a time. An item that is not read now (it is not its turn, its nodes are off,
 * the call failed) keeps what is in `last`.
 */
export async function readEach<Item extends WorkItem, Value>(
  { nodeFailures, read, deadlineSeconds, itemsPerPass = Infinity }: Reading<Item, Value>,
  items: readonly Item[],
  { reader, last, concurrency, turns, now }: Pass<Value>,
): Promise<BackgroundRead<Known<Value>>> {
  const value = new Map<string, Value | null>();
  let failure: unknown = null;
  // A node that hangs is asked once in a pass, not once for each of its items.
  const silentNodes = new Set<string>();
  const waiting = turns.order(items);
  const later = waiting.splice(itemsPerPass);
  const deadline = now() + deadlineSeconds * 1000;

  const readOne = async (item: Item) => {
    const known = last?.get(item.key);
    if (known !== undefined) value.set(item.key, known);
    for (const node of item.nodes) {
      if (silentNodes.has(node)) continue;
      try {
        value.set(item.key, await read(reader, item, node));
        return;
      } catch (error) {
        const kind = kindOf(error);
        // Deleted or migrated since the list was read: the next pass knows better.
        if (kind === 'missing') return;
        // This Proxmox does not have it, so there is nothing to tell.
        if (kind === 'not-implemented') {
          value.delete(item.key);
          return;
        }
        failure ??= error;
        if (!nodeFailures.includes(kind)) break;
        silentNodes.add(node);
      }
    }
    if (item.nodes.length > 0 && known === undefined) value.set(item.key, null);
  };
  let next = 0;
  const worker = async () => {
    while (next < waiting.length && now() < deadline) {
      const item = waiting[next++];
      if (item === undefined) return;
      turns.took(item);
      await readOne(item);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));

  const late = waiting.slice(next);
  if (late.length > 0) failure ??= new PassDeadlineError(deadlineSeconds, late.length, items.length);
  for (const { key, nodes } of [...late, ...later]) {
    const known = last?.get(key);
    if (known !== undefined) value.set(key, known);
    else if (nodes.length > 0) value.set(key, null);
  }
  return { value, failure };
}

function kindOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'kind' in error ? String(error.kind) : '';
}
