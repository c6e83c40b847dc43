import { linesOfBytes, type Lines } from './lines.ts';
import type { LineBuffer } from './line-buffer.ts';
import { digitsOf, isWhole, maxValueBytes, writeDigits, writeValue } from './write-value.ts';

/**
 * The lines of one metric for things that stay the same from scrape to scrape, as they were written once. Later scrapes copy them and write
 * only the values that are others now: most of an exposition is labels, and most of its values do not change.
 */
export class LineSheet {
  readonly #bytes: Buffer;
  /** Where the line of each thing begins; one more for the end. */
  readonly #lineAt: Uint32Array;
  readonly #valueAt: Uint32Array;
  readonly #valueEnd: Uint32Array;
  /** As written; NaN for one that was not known, which is equal to nothing. */
  readonly #values: Float64Array;

  constructor(name: string, labels: readonly string[], values: Float64Array) {
    const start = `${name}{`;
    const perLine = start.length + maxValueBytes + besides.length;
    const bytes = Buffer.allocUnsafeSlow(labels.reduce((sum, text) => sum + Buffer.byteLength(text), labels.length * perLine));
    this.#lineAt = new Uint32Array(labels.length + 1);
    this.#valueAt = new Uint32Array(labels.length);
    this.#valueEnd = new Uint32Array(labels.length);
    this.#values = new Float64Array(labels.length);
    let at = 0;
    labels.forEach((text, i) => {
      const value = values[i] as number;
      this.#lineAt[i] = at;
      at += bytes.write(`${start}${text}${besides.slice(0, -1)}`, at);
      this.#valueAt[i] = at;
      if (!Number.isNaN(value)) at = writeValue(bytes, at, value);
      this.#valueEnd[i] = at;
      this.#values[i] = value;
      at += bytes.write('\n', at);
    });
    this.#lineAt[labels.length] = at;
    // What was too much is given back: there are as many sheets as metrics.
    this.#bytes = Buffer.allocUnsafeSlow(at);
    bytes.copy(this.#bytes, 0, 0, at);
  }

  /** The lines with the values of now, as many as before and in their order; those that are NaN are left out. */
  lines(values: Float64Array): Lines {
    return { write: (out, from) => this.#write(out, from, values) };
  }

  /** The lines with the values that they were written with: for sheets that are never asked for others. */
  linesAsWritten(): Lines {
    return linesOfBytes(this.#bytes);
  }

  #write(out: LineBuffer, from: number, values: Float64Array): number | null {
    const bytes = this.#bytes;
    const lineAt = this.#lineAt;
    /** From here on nothing is copied yet: what does not change is copied at once with what stands before the next change. */
    let uncopied = lineAt[from] as number;
    for (let i = from; i < values.length; i += 1) {
      const value = values[i] as number;
      const end = lineAt[i + 1] as number;
      const lineStart = lineAt[i] as number;
      if (!out.hasRoom(end - uncopied + maxValueBytes, lineStart - uncopied)) {
        out.copy(bytes, uncopied, lineStart);
        return i;
      }
      if (value === this.#values[i]) continue;
      if (Number.isNaN(value)) {
        out.copy(bytes, uncopied, lineStart);
        uncopied = end;
        continue;
      }
      const valueAt = this.#valueAt[i] as number;
      const valueEnd = this.#valueEnd[i] as number;
      // As long as the last one, it goes into its place. An older scrape that is still being sent may tell it too: it is true.
      if (isWhole(value) && digitsOf(value) === valueEnd - valueAt) {
        writeDigits(bytes, valueAt, valueEnd, value);
        this.#values[i] = value;
        continue;
      }
      out.copy(bytes, uncopied, valueAt);
      out.value(value);
      uncopied = valueEnd;
    }
    out.copy(bytes, uncopied, lineAt[values.length] as number);
    return null;
  }
}

const besides = '} \n';
