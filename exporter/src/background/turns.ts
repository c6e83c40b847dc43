import type { WorkItem } from './background-collector.ts';

/** Whose turn it is when a pass cannot read all. */
export interface Turns {
  /** A list of the items in which those come first that were not read for longest; others are forgotten. */
  order<Item extends WorkItem>(items: readonly Item[]): Item[];
  took(item: WorkItem): void;
}

export function createTurns(): Turns {
  let turns: ReadonlyMap<string, number> = new Map();
  let latest = new Map<string, number>();
  let turn = 0;
  return {
    order(items) {
      turns = new Map(items.map(({ key }) => [key, latest.get(key) ?? 0]));
      latest = new Map(turns);
      return [...items].sort((a, b) => (turns.get(a.key) ?? 0) - (turns.get(b.key) ?? 0));
    },
    took({ key }) {
      latest.set(key, ++turn);
    },
  };
}
