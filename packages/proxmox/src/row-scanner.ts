import { endOfValue } from './end-of-value.ts';
import { kinds, odd, RowMemory } from './row-memory.ts';

/**
 * Reads rows, JSON objects, one after the other out of the bytes of an answer, and only those fields that are asked for. `JSON.parse` makes
 * an object and a text for everything; of 10,000 guests that is 20 MB to be thrown away, and takes five times as long. It is left to
 * read what is rare: rows with escapes, lists or objects in them. A field is asked for by its place in the list of names.
 */
export class RowScanner {
  readonly #names: readonly string[];
  readonly #memory: RowMemory;
  /** A row that was parsed, not scanned. */
  #parsed: Readonly<Record<string, unknown>> | null = null;

  /** `identity`: those of the names whose fields tell whether a row is still the same. */
  constructor(names: readonly string[], identity: readonly string[] = []) {
    this.#names = names;
    this.#memory = new RowMemory(names, identity);
  }

  /** The field as a finite number, also when Proxmox gives it as text; NaN when it is neither. */
  number(field: number): number {
    if (this.#parsed) return numberOf(this.#parsed[this.#names[field] as string]);
    const kind = this.#memory.kinds[field];
    if (kind === kinds.number) return this.#memory.numbers[field] as number;
    return kind === kinds.text || kind === kinds.written ? numberOf(this.#written(field)) : NaN;
  }

  /** The field as text, also when it is a number; empty when it is neither. */
  text(field: number): string {
    if (this.#parsed) return textOf(this.#parsed[this.#names[field] as string]);
    const kind = this.#memory.kinds[field];
    if (kind === kinds.number) return String(this.#memory.numbers[field]);
    if (kind === kinds.written) return String(Number(this.#written(field)));
    return kind === kinds.text ? this.#written(field) : '';
  }

  /**
   * A number that rows with the same identity have in common, and hardly ever others: 53 bits of a hash with a random key, because names
   * come from tenants. NaN, which is equal to nothing, of a row that was parsed.
   */
  fingerprint(): number {
    return this.#parsed ? NaN : this.#memory.fingerprint();
  }

  /** A row that is there already; anything but an object has no fields. */
  take(row: unknown): void {
    this.#parsed = typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : {};
  }

  /** Takes a piece of an answer: the bytes to be read are those that were there from `from` on, and it. They begin at `start`. */
  put(piece: Uint8Array, from: number): void {
    this.#memory.put(piece, from);
  }

  get start(): number {
    return this.#memory.start;
  }

  get end(): number {
    return this.#memory.end;
  }

  byteAt(place: number): number {
    return this.#memory.bytes[place] as number;
  }

  /** The bytes from `start` to `end`, until the next piece is taken. */
  bytesBetween(start: number, end: number): Buffer {
    return this.#memory.bytes.subarray(start, end);
  }

  /** Reads the row that begins at `at`; the place after it, or -1 when the bytes end before it does. Throws when it is not JSON. */
  read(at: number): number {
    this.#parsed = null;
    const after = this.#memory.scan(at);
    return after === odd ? this.#parse(at) : after;
  }

  #written(field: number): string {
    return this.#memory.bytes.toString('utf8', this.#memory.starts[field], this.#memory.ends[field]);
  }

  #parse(at: number): number {
    const bytes = this.bytesBetween(at, this.end);
    const length = endOfValue(bytes, 0);
    if (length === -1) return -1;
    this.take(JSON.parse(bytes.toString('utf8', 0, length)));
    return at + length;
  }
}

/** A finite number, also as text; else NaN. */
function numberOf(value: unknown): number {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : NaN;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
