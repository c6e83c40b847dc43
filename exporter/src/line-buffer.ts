import { writeValue } from './write-value.ts';

const chunkBytes = 128 * 1024;
/** More than the longest number, with what stands around it. */
const besidesLabels = 64;

/**
 * Where the lines of an exposition are made: bytes, in one buffer that is used again and again. Lines as strings would be flattened,
 * encoded and collected, which for the 216,000 lines of 10,000 guests takes as long again as parsing all that Proxmox answered.
 */
export class LineBuffer {
  #bytes = Buffer.allocUnsafeSlow(chunkBytes);
  #at = 0;
  #head = '';

  /** What stands before the next sample; without one it is not written. */
  startFamily(head: string): void {
    this.#head = head;
  }

  /** One line; `start` is the name and the brace, `labels` as `labelText` gives them. false: no room, `take` first. */
  sample(start: Buffer, labels: string, value: number): boolean {
    if (!this.#has((this.#head.length + labels.length) * 3 + start.length + besidesLabels)) return false;
    if (this.#head !== '') this.#writeHead();
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

  /** All that was written; it is overwritten by what is written next. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#at);
    this.#at = 0;
    return taken;
  }

  #writeHead(): void {
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
