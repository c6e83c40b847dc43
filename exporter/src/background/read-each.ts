import type { PveReader } from '../pve-reader.ts';
import type { BackgroundRead } from './background.ts';
import type { BackgroundCollector, Known, WorkItem } from './background-collector.ts';

type Reading<Item extends WorkItem, Value> = Pick<BackgroundCollector<Item, Value>, 'nodeFailures' | 'read'>;

/**
 * One pass over all items, at most `concurrency` at a time. An item that cannot be read now (its nodes are off, the call failed)
 * keeps what is in `last`.
 */
export async function readEach<Item extends WorkItem, Value>(
  { nodeFailures, read }: Reading<Item, Value>,
  items: readonly Item[],
  reader: PveReader,
  last: Known<Value> | null,
  concurrency: number,
): Promise<BackgroundRead<Known<Value>>> {
  const value = new Map<string, Value | null>();
  let failure: unknown = null;
  // A node that hangs is asked once in a pass, not once for each of its items.
  const silentNodes = new Set<string>();
  const waiting = [...items];

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
        failure ??= error;
        if (!nodeFailures.includes(kind)) break;
        silentNodes.add(node);
      }
    }
    if (item.nodes.length > 0 && known === undefined) value.set(item.key, null);
  };
  const worker = async () => {
    for (let item = waiting.shift(); item; item = waiting.shift()) await readOne(item);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { value, failure };
}

function kindOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'kind' in error ? String(error.kind) : '';
}
