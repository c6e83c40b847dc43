import { endOfValue } from './end-of-value.ts';
import { backslash, closeBrace, colon, comma, minus, nine, openBrace, quote, space, zero } from './json-bytes.ts';

const [absent, number, text] = [0, 1, 2];
/** In place of a place: the bytes end before; it is nothing for this, and JSON.parse shall see. */
const [cut, odd] = [-1, -2];
const none = -1;
/** A key with its quotes and colon, and the field that it names. */
interface Key {
  readonly bytes: Buffer;
  readonly field: number;
}

/** So many keys of a row are noted. */
const maxKeys = 64;
/** More digits may not be exact as a number that is built digit by digit. */
const exactDigits = 15;
const fraction = /^-?(0|[1-9]\d*)\.\d+([eE][+-]?\d+)?$/;

/**
 * Reads rows, JSON objects, one after the other out of the bytes of an answer, and only those fields that are asked for. `JSON.parse` makes
 * an object and a text for everything; of 10,000 guests that is 20 MB to be thrown away, and takes three times as long. It is left to
 * read what is rare: rows with escapes, lists or objects in them. A field is asked for by its place in the list of names.
 */
export class RowScanner {
  readonly #names: readonly string[];
  readonly #fields: ReadonlyMap<string, number>;
  /** The keys in the order in which they came last: rows of one kind mostly have the same in the same. */
  readonly #order: Key[] = [];
  readonly #kinds: Uint8Array;
  readonly #numbers: Float64Array;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #ascii: Uint8Array;
  /** Of the last text that was read over. */
  #isAscii = true;
  #bytes: Buffer = Buffer.alloc(0);
  /** A row that was parsed, not scanned. */
  #parsed: Readonly<Record<string, unknown>> | null = null;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#fields = new Map(names.map((name, field) => [name, field]));
    this.#kinds = new Uint8Array(names.length);
    this.#numbers = new Float64Array(names.length);
    this.#starts = new Uint32Array(names.length);
    this.#ends = new Uint32Array(names.length);
    this.#ascii = new Uint8Array(names.length);
  }

  /** The field as a finite number, also when Proxmox gives it as text; NaN when it is neither. */
  number(field: number): number {
    if (this.#parsed) return numberOf(this.#parsed[this.#names[field] as string]);
    const kind = this.#kinds[field];
    if (kind === number) return this.#numbers[field] as number;
    return kind === text ? numberOf(this.text(field)) : NaN;
  }

  /** The field as text, also when it is a number; empty when it is neither. */
  text(field: number): string {
    if (this.#parsed) return textOf(this.#parsed[this.#names[field] as string]);
    const kind = this.#kinds[field];
    if (kind === number) return String(this.#numbers[field]);
    return kind === text ? this.#bytes.toString('utf8', this.#starts[field], this.#ends[field]) : '';
  }

  /** Whether `text` would give this; it makes no text of what is there. */
  isText(field: number, wanted: string): boolean {
    if (this.#parsed || this.#kinds[field] !== text || this.#ascii[field] === 0) return this.text(field) === wanted;
    const start = this.#starts[field] as number;
    if ((this.#ends[field] as number) - start !== wanted.length) return false;
    const bytes = this.#bytes;
    for (let k = 0; k < wanted.length; k += 1) if (wanted.charCodeAt(k) !== bytes[start + k]) return false;
    return true;
  }

  /** A row that is there already; anything but an object has no fields. */
  take(row: unknown): void {
    this.#parsed = typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : {};
  }

  /** Reads the row that begins at `at`; the place after it, or -1 when the bytes end before it does. Throws when it is not JSON. */
  read(bytes: Buffer, at: number): number {
    this.#parsed = null;
    this.#bytes = bytes;
    this.#kinds.fill(absent);
    const after = this.#scan(bytes, at);
    return after === odd ? this.#parse(bytes, at) : after;
  }

  // The bytes behind the last one are undefined, which is equal to none of those that are looked for.
  #scan(bytes: Buffer, at: number): number {
    if (bytes[at] !== openBrace) return at < bytes.length ? odd : cut;
    let i = at;
    let nth = 0;
    do {
      const key = this.#order[nth];
      const known = key !== undefined && isAt(key.bytes, bytes, i + 1) ? key : this.#readKey(bytes, i + 1, nth);
      if (typeof known === 'number') return known;
      i += 1 + known.bytes.length;
      i = bytes[i] === quote ? this.#scanText(bytes, i + 1, known.field) : this.#scanNumber(bytes, i, known.field);
      if (i < 0) return i;
      nth += 1;
    } while (bytes[i] === comma);
    if (bytes[i] === closeBrace) return i + 1;
    return i < bytes.length ? odd : cut;
  }

  /** The key that begins at `start`, which is noted as the one that comes in this place; or why there is none. */
  #readKey(bytes: Buffer, start: number, nth: number): Key | number {
    if (bytes[start] !== quote) return start < bytes.length ? odd : cut;
    const end = this.#endOfText(bytes, start + 1);
    if (end < 0) return end;
    if (bytes[end + 1] !== colon) return end + 1 < bytes.length ? odd : cut;
    const key = { bytes: Buffer.from(bytes.subarray(start, end + 2)), field: this.#fields.get(bytes.toString('utf8', start + 1, end)) ?? none };
    if (nth < maxKeys) this.#order[nth] = key;
    return key;
  }

  /** Of the text whose first byte is at `start`: the place of the quote behind it. */
  #endOfText(bytes: Buffer, start: number): number {
    let all = 0;
    for (let i = start; i < bytes.length; i += 1) {
      const c = bytes[i] as number;
      if (c === quote) {
        this.#isAscii = all < 0x80;
        return i;
      }
      if (c === backslash || c < space) return odd;
      all |= c;
    }
    return cut;
  }

  /** The place after the text. */
  #scanText(bytes: Buffer, start: number, field: number): number {
    const end = this.#endOfText(bytes, start);
    if (end < 0) return end;
    if (field !== none) {
      this.#kinds[field] = text;
      this.#starts[field] = start;
      this.#ends[field] = end;
      this.#ascii[field] = this.#isAscii ? 1 : 0;
    }
    return end + 1;
  }

  /** The place after the number. */
  #scanNumber(bytes: Buffer, start: number, field: number): number {
    const first = bytes[start] === minus ? start + 1 : start;
    let value = 0;
    let i = first;
    for (let c = bytes[i] as number; c >= zero && c <= nine; c = bytes[++i] as number) value = value * 10 + (c - zero);
    if (bytes[i] === comma || bytes[i] === closeBrace) {
      if (i === first || i - first > exactDigits || (bytes[first] === zero && (i > first + 1 || first > start))) return odd;
      if (first > start) value = -value;
    } else {
      while (i < bytes.length && bytes[i] !== comma && bytes[i] !== closeBrace) i += 1;
      if (i === bytes.length) return cut;
      const written = bytes.toString('latin1', start, i);
      value = Number(written);
      if (!fraction.test(written) || !Number.isFinite(value)) return odd;
    }
    if (field !== none) {
      this.#kinds[field] = number;
      this.#numbers[field] = value;
    }
    return i;
  }

  #parse(bytes: Buffer, at: number): number {
    const end = endOfValue(bytes, at);
    if (end === -1) return -1;
    this.take(JSON.parse(bytes.toString('utf8', at, end)));
    return end;
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

function isAt(key: Buffer, bytes: Buffer, start: number): boolean {
  for (let k = 0; k < key.length; k += 1) if (key[k] !== bytes[start + k]) return false;
  return true;
}
