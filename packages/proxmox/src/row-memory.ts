import { randomFillSync } from 'node:crypto';
import { scanRowCode } from './scan-row-code.ts';

/** What `scan` gives in place of a place: the bytes end before the row does; or it is no row for it. */
export const cut = -1;
export const odd = -2;

/** What a field of the row is, and 0 when it is not there. `written` is a number whose digits are to be read. */
export const kinds = { number: 1, text: 2, written: 3 } as const;

/** What assembly/scan-row.ts exports. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly maxFields: Constant;
  readonly maxNameBytes: Constant;
  readonly fields: Constant;
  readonly kinds: Constant;
  readonly numbers: Constant;
  readonly starts: Constant;
  readonly ends: Constant;
  readonly fingerprinted: Constant;
  readonly key: Constant;
  readonly names: Constant;
  readonly input: Constant;
  reserve(bytes: number): void;
  scanRow(start: number, end: number): number;
  fingerprint(): number;
}

interface Constant {
  value: number;
}

/** Node.js has it, but the types of Node.js have not. */
declare const WebAssembly: {
  Module: new (code: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

const keyBytes = 16;
const module = new WebAssembly.Module(Buffer.from(scanRowCode, 'base64'));

/** The memory that rows are read in: bytes of an answer, and where in them each field of the row is that was read last. Places are those in it. */
export class RowMemory {
  readonly #exports: Exports;
  readonly #input: number;
  #length = 0;
  /** All of the memory; another one when it has grown. */
  bytes: Buffer = Buffer.alloc(0);
  /** For each field. */
  kinds: Uint8Array = new Uint8Array();
  numbers: Float64Array = new Float64Array();
  /** For each field that is a text: where it begins and ends. */
  starts: Uint32Array = new Uint32Array();
  ends: Uint32Array = new Uint32Array();

  /** `identity` are those of the fields that fingerprints are of. */
  constructor(names: readonly string[], identity: readonly string[]) {
    this.#exports = new WebAssembly.Instance(module, {}).exports as Exports;
    this.#input = this.#exports.input.value;
    this.#look();
    const table = Buffer.concat(names.flatMap((name) => [Buffer.of(Buffer.byteLength(name)), Buffer.from(name)]));
    const { maxFields, maxNameBytes, fingerprinted, key } = this.#exports;
    if (names.length > maxFields.value || table.length > maxNameBytes.value) throw new RangeError('these are more fields than there is room for');
    this.bytes.set(table, this.#exports.names.value);
    this.#exports.fields.value = names.length;
    for (const name of identity) this.bytes[fingerprinted.value + names.indexOf(name)] = 1;
    randomFillSync(this.bytes, key.value, keyBytes);
  }

  /** Where the bytes begin that were put in. */
  get start(): number {
    return this.#input;
  }

  get end(): number {
    return this.#input + this.#length;
  }

  /** Puts a piece behind those bytes that are there from `from` on; they are at the start then. */
  put(piece: Uint8Array, from: number): void {
    const kept = this.end - from;
    if (this.#input + kept + piece.length > this.bytes.length) {
      this.#exports.reserve(kept + piece.length);
      this.#look();
    }
    this.bytes.copyWithin(this.#input, from, this.end);
    this.bytes.set(piece, this.#input + kept);
    this.#length = kept + piece.length;
  }

  /** Reads the row that begins at `at`; the place after it, `cut` or `odd`. */
  scan(at: number): number {
    return this.#exports.scanRow(at, this.end);
  }

  /** A number that is the same for rows which `scan` read with the same in the fields of identity. */
  fingerprint(): number {
    return this.#exports.fingerprint();
  }

  #look(): void {
    const { memory, maxFields, ...places } = this.#exports;
    const { buffer } = memory;
    this.bytes = Buffer.from(buffer);
    this.kinds = new Uint8Array(buffer, places.kinds.value, maxFields.value);
    this.numbers = new Float64Array(buffer, places.numbers.value, maxFields.value);
    this.starts = new Uint32Array(buffer, places.starts.value, maxFields.value);
    this.ends = new Uint32Array(buffer, places.ends.value, maxFields.value);
  }
}
