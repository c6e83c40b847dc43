import { maxValueBytes, writeValue } from './write-value.ts';

const chunkBytes = 512 * 1024;
/** Buffers that wait for the next scrape: memory outside of V8's heap that lives as long as a scrape makes it collect everything more often. */
const spare: Buffer[] = [];
const mostSpare = 8;
const noBytes = Buffer.alloc(0);
/** A value with what stands around it. */
const besidesLabels = maxValueBytes + 3;

/**
 * Where the lines of an exposition are made: bytes, in one buffer that is used again and again. Lines as strings would be flattened,
 * encoded and collected, which for the 216,000 lines of 10,000 guests takes as long again as parsing all that Proxmox answered.
 */
export class LineBuffer {
  #bytes = spare.pop() ?? Buffer.allocUnsafeSlow(chunkBytes);
  #at = 0;
  #head = '';

  /** What stands before the next sample; without one it is not written. */
  startFamily(head: string): void {
    this.#head = head;
  }

  /** One line; `start` is the name and the brace, `labels` as `labelText` gives them. false: no room, `take` first. */
  sample(start: Buffer, labels: string, value: number): boolean {
    if (!this.hasRoom(labels.length * 3 + start.length + besidesLabels, 0)) return false;
    this.#writeHead();
    const bytes = this.#bytes;
    bytes.set(start, this.#at);
    let at = this.#at + start.length;
    at += bytes.write(labels, at);
    bytes[at] = closing;
    bytes[at + 1] = space;
    at = writeValue(bytes, at + 2, value);
    bytes[at] = newline;
    this.#at = at + 1;
    return true;
  }

  /** Text as it is; false: no room, `take` first. */
  text(text: string): boolean {
    if (!this.#has(text.length * 3)) return false;
    this.#at += this.#bytes.write(text, this.#at);
    return true;
  }

  /**
   * Whether so many bytes of samples can be written; if not, write those that are `pending`, which had room, and `take` first.
   * A buffer that is empty grows when nothing is pending.
   */
  hasRoom(bytes: number, pending: number): boolean {
    const atMost = this.#head.length * 3 + bytes;
    return pending > 0 ? this.#at + atMost <= this.#bytes.length : this.#has(atMost);
  }

  /** Bytes of lines from `start` to `end`; `hasRoom` said that there is room. */
  copy(bytes: Buffer, start: number, end: number): void {
    if (start === end) return;
    this.#writeHead();
    bytes.copy(this.#bytes, this.#at, start, end);
    this.#at += end - start;
  }

  /** A value, likewise. */
  value(value: number): void {
    this.#at = writeValue(this.#bytes, this.#at, value);
  }

  /** All that was written; it is overwritten by what is written next. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#at);
    this.#at = 0;
    return taken;
  }

  /** Gives the buffer to those that come after: nothing of it may be read any more. */
  release(): void {
    if (this.#bytes.length === chunkBytes && spare.length < mostSpare) spare.push(this.#bytes);
    this.#bytes = noBytes;
    this.#at = 0;
  }

  #writeHead(): void {
    if (this.#head === '') return;
    this.#at += this.#bytes.write(this.#head, this.#at);
    this.#head = '';
  }

  /** UTF-8 takes at most three bytes for a character of a string. */
  #has(atMost: number): boolean {
    if (this.#at + atMost <= this.#bytes.length) return true;
    if (this.#at > 0) return false;
    this.#bytes = Buffer.allocUnsafeSlow(atMost);
    return true;
  }
}

const closing = 0x7d;
const space = 0x20;
const newline = 0x0a;
