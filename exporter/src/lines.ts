import type { LineBuffer } from './line-buffer.ts';

/** The sample lines of one name, made on demand. */
export interface Lines {
  /** Writes the lines of the things from the one at `from` on; gives where it stopped for want of room, null when all are written. */
  write(out: LineBuffer, from: number): number | null;
}

/** One line for each thing for which `value` gives a number. `labels` as `labelText` gives them. */
export function linesOf<T>(
  name: string,
  things: readonly T[],
  labels: (thing: T) => string,
  value: (thing: T) => number | undefined,
): Lines {
  const start = Buffer.from(`${name}{`);
  return {
    write(out, from) {
      for (let i = from; i < things.length; i += 1) {
        const thing = things[i] as T;
        const number = value(thing);
        if (number !== undefined && !out.sample(start, labels(thing), number)) return i;
      }
      return null;
    },
  };
}
