import { LineBuffer } from './line-buffer.ts';

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

/** Lines that are written already. */
export function linesOfBytes(bytes: Buffer): Lines {
  return {
    write(out, from) {
      for (let at = from; at < bytes.length; at += portion) {
        const end = Math.min(at + portion, bytes.length);
        if (!out.hasRoom(end - at, 0)) return at;
        out.copy(bytes, at, end);
      }
      return null;
    },
  };
}

const portion = 16 * 1024;

/** All these lines, in a buffer of their own. */
export function bytesOf(lines: readonly Lines[]): Buffer {
  const out = new LineBuffer();
  const pieces: Buffer[] = [];
  const take = () => pieces.push(Buffer.from(out.take()));
  for (const each of lines) for (let from = each.write(out, 0); from !== null; from = each.write(out, from)) take();
  take();
  out.release();
  return Buffer.concat(pieces);
}
