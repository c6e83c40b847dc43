/** Makes one turn for all that is asked for meanwhile; what comes during a turn shares the next one. */
export interface SharedTurns<Item> {
  /** Resolves after the turn of this item; rejects with what went wrong with it, or with the whole turn. */
  join(item: Item): Promise<void>;
}

interface Waiting<Item> {
  item: Item;
  done(): void;
  failed(error: unknown): void;
}

/** `take` answers the items that failed, each with its error. It is never run twice at the same time. */
export function sharedTurns<Item>(take: (items: readonly Item[]) => Promise<ReadonlyMap<Item, unknown>>): SharedTurns<Item> {
  let waiting: Waiting<Item>[] = [];
  let running = false;
  const run = async () => {
    running = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await take(group.map(({ item }) => item)).then(
        (failures) => {
          for (const { item, done, failed } of group) {
            if (failures.has(item)) failed(failures.get(item));
            else done();
          }
        },
        (error: unknown) => group.forEach(({ failed }) => failed(error)),
      );
    }
    running = false;
  };
  return {
    join: (item) =>
      new Promise<void>((done, failed) => {
        waiting.push({ item, done, failed });
        if (!running) void run();
      }),
  };
}
